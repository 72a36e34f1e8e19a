#![deny(warnings)]

use scoped_core::with;
use std::io::{BufWriter, Write as _};

fn main() {
    with!(BufWriter::new(Vec::new()) as out => {
        out.write_all(b"text").unwrap();
    });
}
