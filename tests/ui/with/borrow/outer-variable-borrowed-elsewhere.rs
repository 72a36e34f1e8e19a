#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let mut rows = vec![1];
    let last = rows.last_mut();
    with!(timer() => {
        rows.push(1);
    });
    drop(last);
}
