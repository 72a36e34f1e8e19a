#[path = "../../with/support.rs"]
mod support;
use scoped_core::within;
use support::*;

#[within(Lends(String::new()) as text)]
fn size<'t>() -> &'t str {
    &text
}

fn main() {}
