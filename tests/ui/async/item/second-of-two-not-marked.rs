#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn as a, Conn as b => {
        let _ = a.ping().await;
        let _ = b.ping().await;
    });
}

fn main() {}
