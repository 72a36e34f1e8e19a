#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(var t = timer(), timer() as u => {
        t.id = u.stop();
    });
}
