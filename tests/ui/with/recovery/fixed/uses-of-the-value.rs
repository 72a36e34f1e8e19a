#[path = "../../support.rs"]
mod support;
use support::*;

fn main() -> Result<(), Failed> {
    let read = with!(open("a")? as f => { f.read()? })?;
    let parsed = with!(timer() as f => { f.stop() as usize + read });
    let sum: usize = read + parsed;
    let _ = with!(open("b")? as r#match => { sum + r#match.read()? })?.max(sum).min(1);
    Ok(())
}
