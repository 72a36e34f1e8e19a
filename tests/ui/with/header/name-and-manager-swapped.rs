#[path = "../support.rs"]
mod support;
use support::*;

fn run(path: &str) -> Result<(), Failed> {
    with!(f as File::open(path)? => {
        f.read()?;
    })
}

fn main() {}
