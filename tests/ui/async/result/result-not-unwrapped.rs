#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async connect().await as c => {
        let _ = c.ping().await;
    });
}

fn main() {}
