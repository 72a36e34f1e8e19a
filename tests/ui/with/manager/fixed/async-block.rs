#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async { timer() }.await as t => {
        t.stop();
    });
}

fn main() {}
