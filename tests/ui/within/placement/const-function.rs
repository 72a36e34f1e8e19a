#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;

#[within(support::timer() as t)]
const fn size() -> u32 {
    t.id
}

const SIZE: u32 = size();

fn main() {}
