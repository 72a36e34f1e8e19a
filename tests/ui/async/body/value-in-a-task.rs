#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn as c => {
        spawn(async move {
            let _ = c.ping().await;
        });
    });
}

fn main() {}
