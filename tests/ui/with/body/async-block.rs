#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(timer() as t => async {
        t.stop();
    });
}

fn main() {}
