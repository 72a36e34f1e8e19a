#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Lends(1) as mut n => {
        n += 1;
        println!("{n}");
    });
}
