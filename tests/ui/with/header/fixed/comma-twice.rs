#[path = "../../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as a, timer() as b => {
        a.id = b.stop();
    });
}
