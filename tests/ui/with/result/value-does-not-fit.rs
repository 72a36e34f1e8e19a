#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let n: u32 = with!(timer() as t => {
        t.name().len()
    });
    println!("{n}");
}
