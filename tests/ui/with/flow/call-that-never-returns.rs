#![deny(unreachable_code)]

#[path = "../support.rs"]
mod support;
use support::*;

fn quit() -> ! {
    with!(timer() => {
        std::process::exit(1)
    })
}

fn main() {}
