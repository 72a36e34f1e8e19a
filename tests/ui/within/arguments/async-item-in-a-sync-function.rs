#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer(), async Conn as conn)]
fn size() -> u32 {
    let _ = conn.id();
    1
}

fn main() {}
