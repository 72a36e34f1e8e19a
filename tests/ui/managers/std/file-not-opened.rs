use scoped_core::with;
use std::fs::File;

fn main() {
    with!(File::open("path") as file => {
        drop(file);
    });
}
