#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    with!(timer() => {
        "text".chars().next()?;
    });
    Ok(())
}

fn main() {}
