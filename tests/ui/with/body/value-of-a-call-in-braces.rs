#[path = "../support.rs"]
mod support;
use support::*;

fn total() -> u32 {
    with! { timer() as t => { t.stop() } } + 1
}

fn main() {}
