#[path = "../../support.rs"]
mod support;
use support::*;

fn run() -> Result<(), Failed> {
    let read = with!(open("a")? as f => {
        f.read()?;
    });
    match read { Ok(()) => {}, Err(_) => {
        println!("failed");
    } }
    Ok(())
}

fn main() {}
