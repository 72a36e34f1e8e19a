#[path = "../../support.rs"]
mod support;
use support::*;

fn run(path: &str) -> Result<usize, Failed> {
    let n = with!(open(path)? as f => {
        f.read()?
    })?;
    Ok(n)
}

fn main() {}
