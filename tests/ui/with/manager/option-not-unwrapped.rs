#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!([timer()].into_iter().next() as t => {
        t.stop();
    });
}
