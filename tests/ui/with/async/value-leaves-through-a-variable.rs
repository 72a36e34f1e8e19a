#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    let mut kept = None;
    assert!(kept.is_none());
    with!(async Conn as c => {
        kept = Some(c);
    });
    drop(kept);
}

fn main() {}
