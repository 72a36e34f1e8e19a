#[path = "../support.rs"]
mod support;
use support::*;

fn run(path: &str) -> Result<usize, Failed> {
    with!(open(path)? as f -> {
        let n: u32 = "not a number";
        f.read()?
    })
}

fn main() {}
