#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    let copied = with!(with (open("a")? as f, timer() as t) => {
        t.id = f.read()? as u32;
    });
    copied
}

fn main() {}
