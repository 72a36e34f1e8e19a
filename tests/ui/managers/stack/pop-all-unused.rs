#![deny(warnings)]

use scoped_core::{ExitStack, with};

fn main() {
    with!(ExitStack::new() as stack => {
        stack.callback(|_| {});
        stack.pop_all();
    }).unwrap();
}
