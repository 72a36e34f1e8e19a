#[path = "../support.rs"]
mod support;
use support::*;

macro_rules! stop {
    () => {
        break
    };
}

fn main() {
    loop {
        with!(timer() => {
            stop!();
        });
    }
}
