#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(t in timer() => {
        t.stop();
    });
}
