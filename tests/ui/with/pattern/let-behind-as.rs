#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t, timer() as let u => {
        t.id = u.stop();
    });
}
