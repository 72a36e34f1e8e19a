#[path = "../support.rs"]
mod support;
use support::*;

async fn run() -> Result<(), Failed> {
    with!(async connect()? as c => {
        c.ping().await?;
    });
    Ok(())
}

fn main() {}
