#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Lends(Some(1)) as Some(n) => {
        println!("{n}");
    });
}
