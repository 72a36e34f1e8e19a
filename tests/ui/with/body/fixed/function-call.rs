#[path = "../../support.rs"]
mod support;
use support::*;

fn work() {}

fn main() {
    with!(timer() => { work() });
}
