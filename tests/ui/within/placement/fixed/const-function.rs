#[path = "../../../with/support.rs"]
mod support;
use scoped_core::within;

#[within(support::timer() as t)]
fn size() -> u32 {
    t.id
}

fn main() {}
