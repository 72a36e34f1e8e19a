#![deny(unused_must_use)]
#[path = "../support.rs"]
mod support;
use support::*;

#[must_use]
fn answer() -> u32 {
    42
}

fn main() {
    { answer() };
    with!(timer() => { answer() });
}
