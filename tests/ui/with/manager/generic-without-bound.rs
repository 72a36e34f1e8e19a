#[path = "../support.rs"]
mod support;
use support::*;

fn run<M>(manager: M) {
    with!(manager as m => {
        drop(m);
    });
}

fn main() {}
