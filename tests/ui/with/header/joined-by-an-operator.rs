#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    with!(open("a")? as f && timer() as t => <
        f.text = t.stop().to_string();
    >)
}

fn main() {}
