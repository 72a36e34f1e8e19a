#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer(), "timer" as t)]
fn size() -> u32 {
    1
}

fn main() {}
