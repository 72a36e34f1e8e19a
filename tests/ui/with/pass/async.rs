#![deny(warnings)]

#[path = "../support.rs"]
mod support;
use support::*;

async fn run() -> Result<u32, Failed> {
    let n = with!(async connect().await as c, timer() as t => {
        if t.stop() == 2 {
            return Ok(2);
        }
        c.ping().await?
    });
    with!(async Conn => < n >);
    with!(async Conn as c, {
        c.ping().await?;
    });
    Ok(n)
}

fn main() {
    drop(run());
}
