#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    for _ in 0..3 {
        with!(timer() as t => {
            (0..t.stop()).for_each(|_| break);
        });
    }
}
