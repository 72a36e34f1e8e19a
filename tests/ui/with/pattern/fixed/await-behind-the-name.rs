#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(std::future::ready(timer()).await as t => {
        t.stop();
    });
}

fn main() {}
