use scoped_core::with;
use std::io::BufReader;

fn main() {
    with!(BufReader::new(&b"text"[..]) as input => {
        drop(input);
    });
}
