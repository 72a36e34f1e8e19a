#[path = "../support.rs"]
mod support;
use std::fmt;

use support::*;

#[derive(Debug)]
struct Bad<'a>(&'a str);

impl fmt::Display for Bad<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Bad<'_> {}

fn check(text: &str) -> Result<(), Bad<'_>> {
    with!(timer() => {
        Err(Bad(text))?;
        Ok(())
    })
}

fn main() {}
