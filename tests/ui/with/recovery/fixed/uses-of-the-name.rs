#[path = "../../support.rs"]
mod support;
use support::*;

fn total(files: &[&str]) -> Result<usize, Failed> {
    let mut total = 0;
    for path in files {
        with!(open(path)? as f => {
            if f.text().is_empty() {
                continue;
            }
            total += f.read()?;
            if total > 100 {
                break;
            }
            if f.text == "stop" {
                return Ok(total);
            }
        })?;
    }
    Ok(total)
}

fn main() {}
