#[path = "../../support.rs"]
mod support;
use support::*;

fn run(path: &str) -> Result<usize, Failed> {
    with!(open(path)? as f => {
        let _: u32 = 1;
        f.read()?
    })
}

fn main() {}
