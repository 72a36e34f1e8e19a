#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn => {});
}

fn main() {}
