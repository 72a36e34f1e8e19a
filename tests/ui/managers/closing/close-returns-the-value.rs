use scoped_core::{closing_with, with};
use std::io::BufWriter;

fn main() {
    let done = with!(closing_with(BufWriter::new(Vec::new()), BufWriter::into_inner) as _ => {});
    drop(done);
}
