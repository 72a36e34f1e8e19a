#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(async Conn as c => {
        drop(c);
    });
}
