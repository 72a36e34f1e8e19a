#[path = "../support.rs"]
mod support;
use support::*;

async fn make() -> Timer {
    timer()
}

async fn run() {
    with!(make() as t => {
        t.stop();
    });
}

fn main() {}
