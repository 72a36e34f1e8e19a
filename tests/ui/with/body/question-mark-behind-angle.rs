#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    with!(open("a")? as f => <
        f.read()?;
    >?);
    Ok(())
}

fn main() {}
