#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(Quiet)]
fn size(text: &str) -> Result<u32, std::num::ParseIntError> {
    text.parse()
}

fn main() {}
