#![deny(unused_must_use)]

#[path = "../support.rs"]
mod support;
use support::*;

fn main() -> Result<(), Failed> {
    with!(open("path")? as f => {
        f.text = String::new();
    });
    Ok(())
}
