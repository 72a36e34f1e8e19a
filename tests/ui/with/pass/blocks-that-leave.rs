#[path = "../support.rs"]
mod support;
use support::*;

fn size() -> u32 {
    with!(timer() => {
        return 1;
    });
}

fn main() {}
