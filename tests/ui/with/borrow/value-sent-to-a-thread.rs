#[path = "../support.rs"]
mod support;
use support::*;

fn spawn(_: impl FnOnce() -> u32 + Send + 'static) {}

fn main() {
    with!(timer() as t => {
        spawn(move || t.stop());
    });
}
