#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    for _ in 0..3 {
        with!(timer() => {
            break 1;
        });
    }
}
