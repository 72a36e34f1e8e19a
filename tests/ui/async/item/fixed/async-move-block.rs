#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async move { Timer }.await as t => {
        let _ = t;
    });
}

fn main() {}
