#![deny(unreachable_code)]
#[path = "../support.rs"]
mod support;
use support::*;

fn answer() -> u32 {
    42
}

fn plain() -> u32 {
    {
        return 5;
    };
    answer()
}

fn with() -> u32 {
    with!(timer() => {
        return 5;
    });
    answer()
}

fn main() {}
