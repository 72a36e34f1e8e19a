#[path = "../../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer(), File::open("a").unwrap())]
fn size() -> Result<u32, Failed> {
    Ok(1)
}

fn main() {}
