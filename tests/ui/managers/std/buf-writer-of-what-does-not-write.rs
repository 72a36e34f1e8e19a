use scoped_core::with;
use std::io::BufWriter;

fn main() {
    with!(BufWriter::new(String::new()) as out => {
        drop(out);
    }).unwrap();
}
