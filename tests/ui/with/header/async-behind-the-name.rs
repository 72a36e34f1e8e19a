#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(Conn as c async, {
        let _ = c.ping().await;
    });
}

fn main() {}
