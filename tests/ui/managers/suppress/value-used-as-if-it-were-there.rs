use scoped_core::{suppress, with};
use std::io;

fn size(path: &str) -> io::Result<u64> {
    let size = with!(suppress::<io::Error>() => { std::fs::metadata(path)?.len() });
    Ok(size)
}

fn main() {
    size("path").unwrap();
}
