#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(manager)]
fn size<M: ContextManager>(manager: M) -> u32 {
    1
}

fn main() {}
