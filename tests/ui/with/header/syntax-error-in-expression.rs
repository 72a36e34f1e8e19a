#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(open("a" "b") as f => {
        f.read();
    });
}
