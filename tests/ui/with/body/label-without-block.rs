#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t => 'done: loop {
        t.stop();
        break 'done;
    });
}
