#[path = "../../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

pub struct Size(u32);

#[within(timer())]
fn size() -> Size {
    Size(1)
}

fn main() {}
