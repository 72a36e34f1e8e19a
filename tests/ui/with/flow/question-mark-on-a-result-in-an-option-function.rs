#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Option<()> {
    with!(timer() => {
        open("path")?;
    });
    None
}

fn main() {}
