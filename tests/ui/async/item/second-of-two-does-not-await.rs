#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn as a, async Timer => {
        let _ = a.ping().await;
    });
}

fn main() {}
