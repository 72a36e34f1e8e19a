#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(Conn as async c => {
        let _ = c.ping().await;
    });
}

fn main() {}
