#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(open("a").unwrap() as file)]
fn size() -> Option<usize> {
    Some(file.text().len())
}

fn main() {}
