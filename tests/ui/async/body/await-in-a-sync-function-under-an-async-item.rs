#[path = "../support.rs"]
mod support;
use support::*;

fn run() {
    with!(async Conn as c => {
        let _ = c.ping().await;
    });
}

fn main() {}
