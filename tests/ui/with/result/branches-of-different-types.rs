#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t => {
        if t.stop() == 1 { 1 } else { "one" }
    });
}
