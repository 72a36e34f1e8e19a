#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(as t => {
        t.stop();
    });
}
