#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(let a = timer(), timer() as match, timer() as t -> {
        a.id = t.stop();
    });
}
