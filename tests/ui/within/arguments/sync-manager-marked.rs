#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(async timer() as t)]
async fn size() -> u32 {
    t.id
}

fn main() {}
