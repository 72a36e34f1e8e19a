use scoped_core::{ExitStack, with};
use std::fs::File;

fn main() {
    with!(ExitStack::new() as stack => {
        let file = stack.enter(File::open("path")).unwrap();
        drop(file);
    }).unwrap();
}
