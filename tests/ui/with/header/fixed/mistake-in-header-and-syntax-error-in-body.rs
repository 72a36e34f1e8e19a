#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t => {
        for _ in 0..3 {
            t.stop();
        }
    });
}
