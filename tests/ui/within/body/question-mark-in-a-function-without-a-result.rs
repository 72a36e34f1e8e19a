#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer() as t)]
fn size(text: &str) -> usize {
    t.id as usize + text.parse::<usize>()?
}

fn main() {}
