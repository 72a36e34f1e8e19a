use scoped_core::with;
use std::fs::File;

fn show(file: &mut File) {
    with!(file as file => {
        drop(file);
    });
}

fn main() {}
