#![deny(warnings)]

use scoped_core::{ExitStack, chdir, with};

fn main() {
    with!(ExitStack::new() as stack => {
        stack.enter(chdir("/"));
    }).unwrap();
}
