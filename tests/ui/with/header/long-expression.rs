#[path = "../support.rs"]
mod support;
use support::*;

fn make(_: &str, _: &str, _: &str) -> Timer {
    timer()
}

fn main() {
    with!(make("a rather long argument", "and another", "and a third") t => {
        t.stop();
    });
}
