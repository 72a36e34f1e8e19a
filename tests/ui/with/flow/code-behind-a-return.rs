#![deny(unreachable_code)]

#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() => {
        return;
        println!("never");
    });
}
