#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn as c, {
        let _ = c.ping().await;
    });
}

fn main() {}
