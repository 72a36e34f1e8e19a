#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(timer())]
fn stop() -> ! {
    println!("stop");
}

fn main() {}
