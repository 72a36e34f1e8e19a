#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(timer() as t, async Conn as c => {
        let _ = c.ping().await;
        t.stop();
    });
}

fn main() {}
