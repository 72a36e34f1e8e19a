#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(mut n = Lends(1) => {
        n += 1;
        println!("{n}");
    });
}
