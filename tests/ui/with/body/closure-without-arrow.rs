#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as u, timer() |t| {
        t.id = u.stop();
    });
}
