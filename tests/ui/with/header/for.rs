#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(for t in timer() => {
        t.stop();
    });
}
