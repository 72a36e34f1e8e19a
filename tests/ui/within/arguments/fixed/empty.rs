#[path = "../../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer() as t)]
fn size() -> u32 {
    t.id
}

fn main() {}
