#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn.await as c => {
        let _ = c.ping().await;
    });
}

fn main() {}
