#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t, u <- timer() => {
        t.id = u.stop();
    });
}
