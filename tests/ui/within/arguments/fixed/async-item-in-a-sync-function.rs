#[path = "../../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer(), async Conn as conn)]
async fn size() -> u32 {
    let _ = conn;
    1
}

fn main() {}
