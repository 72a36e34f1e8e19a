#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async move { Timer } as t => {
        let _ = t;
    });
}

fn main() {}
