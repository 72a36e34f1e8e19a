#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    let value = with!(timer() as t => {
        Ok(t.stop())
    });
    drop(value);
}
