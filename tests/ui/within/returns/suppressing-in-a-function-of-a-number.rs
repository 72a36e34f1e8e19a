#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(Quiet)]
fn size() -> u32 {
    1
}

fn main() {}
