use scoped_core::{AsyncExitStack, awaiting, suppress, with};
use std::io;

async fn run() {
    with!(async AsyncExitStack::without_suppression() as stack => {
        stack.push(awaiting(suppress::<io::Error>()));
    }).unwrap();
}

fn main() {}
