#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async async Conn as c => {
        c.ping().await;
    });
}

fn main() {}
