#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Lends((1, 2)) as mut (a, b) => {
        a += b;
        b += a;
        println!("{a} {b}");
    });
}
