#[path = "../support.rs"]
mod support;
use support::*;

async fn ready() {}

fn main() {
    with!(timer() => {
        ready().await;
    });
}
