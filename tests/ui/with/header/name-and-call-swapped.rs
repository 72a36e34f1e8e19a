#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(t as timer() => {
        t.stop();
    });
}
