#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer(), open("a").unwrap() as file)]
fn size() -> usize {
    file.text().len()
}

fn main() {}
