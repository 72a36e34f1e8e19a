#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Lends(1) as n => {
        if n > 0 { println!("{n}"); }
    });
}
