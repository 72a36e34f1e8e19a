#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let n = 1;
    with!(timer() => {
        n += 1;
    });
    println!("{n}");
}
