#![deny(unused_must_use)]

#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Transaction => {
        pause().await;
    });
}

fn main() {}
