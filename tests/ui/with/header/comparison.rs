#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(t == timer() => {
        t.stop();
    });
}
