#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let n: u32;
    with!(timer() as t => {
        if t.stop() == 1 {
            n = 1;
        }
    });
    println!("{n}");
}
