#![deny(warnings)]

use scoped_core::{AsyncExitStack, nullcontext, with};

pub async fn run() {
    with!(async AsyncExitStack::new() as stack => {
        stack.enter(nullcontext(1));
    }).unwrap();
}

fn main() {}
