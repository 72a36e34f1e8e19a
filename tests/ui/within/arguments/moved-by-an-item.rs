#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(Lends(text) as lent)]
fn size(text: String) -> usize {
    lent.len() + text.len()
}

fn main() {}
