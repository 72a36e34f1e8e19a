#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    block_on(with!(async Conn as c => {
        drop(c);
    }));
}
