#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(using timer() as t, timer() as u, {
        t.id = u.stop();
    });
}
