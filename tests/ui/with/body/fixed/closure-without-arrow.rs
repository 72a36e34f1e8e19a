#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as u, timer() as t => {
        t.id = u.stop();
    });
}
