#[path = "../support.rs"]
mod support;
use support::*;

async fn run() -> u32 {
    Conn.run(async |_| 1)
}

fn main() {}
