#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    with!(open("a") as f?, timer() as t => {
        t.id = f.read()? as u32;
    })
}

fn main() {}
