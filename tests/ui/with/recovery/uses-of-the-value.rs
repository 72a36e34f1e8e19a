#[path = "../support.rs"]
mod support;
use support::*;

fn main() -> Result<(), Failed> {
    let read = with!(open("a")? as f { f.read()? })?;
    let parsed = with!(timer() f => { "7".parse()? });
    let sum: usize = read + parsed;
    with!(open("b")? as match => { sum })?.max(sum).min(1);
    Ok(())
}
