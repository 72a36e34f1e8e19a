#![deny(warnings)]

use scoped_core::AsyncExitStack;

pub async fn run() {
    AsyncExitStack::new().close();
}

fn main() {}
