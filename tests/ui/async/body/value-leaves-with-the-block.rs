#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    let conn = with!(async Conn as c => { c });
    let _ = conn.ping().await;
}

fn main() {}
