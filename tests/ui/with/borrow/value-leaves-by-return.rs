#[path = "../support.rs"]
mod support;
use support::*;

fn name<'a>() -> &'a str {
    with!(timer() as t => {
        return t.name();
    })
}

fn main() {}
