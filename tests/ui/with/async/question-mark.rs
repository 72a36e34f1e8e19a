#[path = "../support.rs"]
mod support;
use support::*;

struct Other;

async fn run() -> Result<u32, Other> {
    Ok(with!(async Conn as c => {
        c.ping().await?
    }))
}

fn main() {}
