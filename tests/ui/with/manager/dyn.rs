#[path = "../support.rs"]
mod support;
use support::*;

fn run(_: Box<dyn ContextManager>) {
    with!(timer() => {});
}

fn main() {}
