#[path = "../support.rs"]
mod support;
use support::*;

async fn run(ids: &[u32]) {
    ids.iter().for_each(|_| {
        with!(async Conn as c => {
            drop(c);
        });
    });
}

fn main() {}
