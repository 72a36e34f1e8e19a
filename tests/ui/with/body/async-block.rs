#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(timer() as t => async {
        connect().await;
        t.stop();
    });
}

fn main() {}
