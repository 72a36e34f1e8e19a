#[path = "../support.rs"]
mod support;
use support::*;

async fn run(conn: &mut Conn) {
    with!(async conn as c => {
        let _ = c.ping().await;
    });
}

fn main() {}
