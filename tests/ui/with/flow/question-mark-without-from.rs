#[path = "../support.rs"]
mod support;
use support::*;

#[derive(Debug)]
struct Other;

fn run() -> Result<(), Other> {
    with!(timer() => {
        open("path")?;
    });
    Ok(())
}

fn main() {}
