#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t => 'done: {
        t.stop();
        break 'done;
    });
}
