#[path = "../support.rs"]
mod support;
use support::*;

async fn run() {
    with!(Conn as async => {});
}

fn main() {}
