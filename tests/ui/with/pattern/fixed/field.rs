#[path = "../../support.rs"]
mod support;
use support::*;

struct Holder {
    timer: u32,
}

impl Holder {
    fn run(&mut self) {
        with!(timer() as t => { self.timer = t.stop() });
    }
}

fn main() {}
