#[path = "../support.rs"]
mod support;
use support::*;

unsafe fn reset(_: &mut Timer) {}

fn main() {
    with!(timer() as t, unsafe {
        reset(t);
    });
}
