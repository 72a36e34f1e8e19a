#[path = "../../support.rs"]
mod support;
use support::*;

fn run(path: &str) -> Result<(), Failed> {
    with!(open(path)? as f => {
        f.read()?;
    })
}

fn main() {}
