#[path = "../support.rs"]
mod support;
use support::*;

fn main() -> Result<(), Failed> {
    let n: usize = with!(open("path")? as f => {
        f.text().len()
    });
    println!("{n}");
    Ok(())
}
