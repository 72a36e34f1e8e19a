#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(open("a").unwrap() as file)]
fn size() -> Result<usize, std::fmt::Error> {
    Ok(file.text().len())
}

fn main() {}
