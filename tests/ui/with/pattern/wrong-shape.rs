#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Lends((1, 2)) as (a, b, c) => {
        println!("{a} {b} {c}");
    });
}
