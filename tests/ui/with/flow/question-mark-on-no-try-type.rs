#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    with!(timer() as t => {
        t.stop()?;
    });
    Ok(())
}

fn main() {}
