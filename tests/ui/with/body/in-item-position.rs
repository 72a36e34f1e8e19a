#[path = "../support.rs"]
mod support;
use support::*;

with!(timer() as t => {
    t.stop();
});

fn main() {}
