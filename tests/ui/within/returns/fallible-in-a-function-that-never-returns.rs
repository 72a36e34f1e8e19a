#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(open("a").unwrap())]
fn stop() -> ! {
    std::process::exit(1)
}

fn main() {}
