#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(using (var t = timer()) => {
        t.stop();
    });
}
