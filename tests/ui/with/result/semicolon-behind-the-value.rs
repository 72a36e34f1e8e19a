#[path = "../support.rs"]
mod support;
use support::*;

fn size() -> u32 {
    with!(timer() as t => {
        t.stop();
    })
}

fn main() {}
