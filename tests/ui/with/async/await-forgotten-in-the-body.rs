#![deny(unused_must_use)]

#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn as c => {
        c.ping();
    });
}

fn main() {}
