#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(timer() as t, async async { connect().await } as c => {
        let _ = c.ping().await;
        t.stop();
    });
}

fn main() {}
