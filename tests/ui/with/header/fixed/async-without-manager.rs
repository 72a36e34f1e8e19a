#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(async Conn as _ => {});
}

fn main() {}
