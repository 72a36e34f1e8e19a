#[path = "../support.rs"]
mod support;
use support::*;

struct NotClone;

fn main() {
    with!(Lends(NotClone) as n => {
        drop(n);
    });
}
