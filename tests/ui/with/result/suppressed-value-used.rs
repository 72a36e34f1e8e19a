#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let n: u32 = with!(Quiet => {
        1
    });
    println!("{n}");
}
