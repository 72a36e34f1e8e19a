#[path = "../support.rs"]
mod support;
use std::convert::Infallible;

use scoped_core::{ContextManager, Outcome};
use support::*;

struct Section<'a>(&'a str);

impl ContextManager for Section<'_> {
    type Value<'v>
        = &'v str
    where
        Self: 'v;
    type Exit = ();

    fn enter(&mut self) -> Result<&str, Infallible> {
        Ok(self.0)
    }

    fn exit(self, _: Outcome<'_>) {}
}

fn length(name: &str) -> usize {
    with!(Section(name) as name => { name.len() });
    Section(name).run(|name| name.len())
}

fn main() {}
