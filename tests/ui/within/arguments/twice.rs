#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer())]
#[within(File::open("a").unwrap())]
fn size() -> u32 {
    1
}

fn main() {}
