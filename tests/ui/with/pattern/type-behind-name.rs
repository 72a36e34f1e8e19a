#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(timer() as t: &mut Timer => {
        t.stop();
    });
}
