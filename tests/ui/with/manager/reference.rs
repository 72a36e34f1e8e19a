#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let mut t = timer();
    with!(&mut t as t => {
        t.stop();
    });
}
