use scoped_core::with;
use std::fs::File;

fn main() {
    let files: Vec<_> = ["a", "b"].into_iter().map(File::open).collect();
    with!(files as files => {
        drop(files);
    });
}
