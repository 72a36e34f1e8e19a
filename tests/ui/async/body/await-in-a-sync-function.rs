#[path = "../support.rs"]
mod support;
use support::*;

fn run() {
    with!(Timer => {
        pause().await;
    });
}

fn main() {}
