#[path = "../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    with!(open("a")? as f => {
        f.read()?;
    } else {
        println!("failed");
    });
    Ok(())
}

fn main() {}
