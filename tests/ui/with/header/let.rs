#[path = "../support.rs"]
mod support;
use support::*;

fn run(path: &str) -> Result<(), Failed> {
    with!(let f = open(path)? => {
        f.read()?;
    })
}

fn main() {}
