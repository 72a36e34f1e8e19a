#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t, timer() as u => {
        t.id = u.stop();
    });
}
