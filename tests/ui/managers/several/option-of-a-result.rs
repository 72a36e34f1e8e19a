use scoped_core::with;
use std::fs::File;

fn main() {
    let file = Some(File::open("path"));
    with!(file as file => {
        drop(file);
    });
}
