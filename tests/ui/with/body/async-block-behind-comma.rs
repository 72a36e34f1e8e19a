#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(timer() as t, async move {
        connect().await;
        t.stop();
    });
}

fn main() {}
