#[path = "../../support.rs"]
mod support;
use support::*;

fn first() -> u32 {
    with!(timer() as t => { return t.stop(); })
}

fn late() -> u32 {
    let n;
    with!(timer() as t, timer() => { n = t.stop(); });
    n
}

fn all() -> Option<u32> {
    'all: loop {
        with!(timer() as t => { break 'all Some(t.stop()) });
    }
}

fn main() {}
