#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() |t| => {
        t.stop();
    });
}
