#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!((async Conn as c, timer() as t) => {
        let _ = c.ping().await;
        t.stop();
    });
}

fn main() {}
