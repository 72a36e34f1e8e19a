#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(std::future::ready(timer()) as t.await => {
        t.stop();
    });
}

fn main() {}
