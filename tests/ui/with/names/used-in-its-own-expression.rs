#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Lends(t) as t => {
        drop(t);
    });
}
