#[path = "../support.rs"]
mod support;
use support::*;

async fn ready() -> Result<u32, Failed> {
    Ok(1)
}

async fn run() -> Result<u32, Failed> {
    let n = with!(async open("a")? as f => {
        f.read()?;
        ready().await?
    })?;
    Ok(n)
}

fn main() {}
