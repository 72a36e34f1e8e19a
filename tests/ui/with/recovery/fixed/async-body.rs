#[path = "../../support.rs"]
mod support;
use support::*;

async fn run() -> Result<u32, Failed> {
    let n = with!(async connect().await as c => {
        c.ping().await?
    });
    with!(async Conn as c, open("a")? as f => {
        c.ping().await? as usize + f.read()?
    })?;
    Ok(n)
}

fn main() {}
