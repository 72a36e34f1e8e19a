#[path = "../support.rs"]
mod support;
#[allow(unused_imports)]
use support::*;

async fn run() {
    async with!(Conn as c => {
        let _ = c.ping().await;
    });
}

fn main() {}
