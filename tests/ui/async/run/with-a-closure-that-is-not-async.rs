#[path = "../support.rs"]
mod support;
use support::*;

async fn run() -> u32 {
    Conn.run(|c| 1).await
}

fn main() {}
