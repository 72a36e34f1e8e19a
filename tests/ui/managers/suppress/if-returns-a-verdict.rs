use scoped_core::{Verdict, suppress_if, with};
use std::io;

fn main() {
    with!(suppress_if(|_: &io::Error| Verdict::Suppress) => {});
}
