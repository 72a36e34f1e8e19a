#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(timer() as t, {
        connect().await;
        t.stop();
    });
}

fn main() {}
