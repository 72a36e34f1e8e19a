use scoped_core::{ExitStack, suppress, with};
use std::io;

fn main() {
    with!(ExitStack::without_suppression() as stack => {
        stack.push(suppress::<io::Error>());
    }).unwrap();
}
