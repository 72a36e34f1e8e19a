#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    with!(Lends(vec![1]) as list => {
        list.push(1);
    });
}
