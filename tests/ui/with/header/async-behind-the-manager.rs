#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(timer() as t, Conn async as c => {
        let _ = c.ping().await;
        t.stop();
    });
}

fn main() {}
