use scoped_core::ExitStack;
use std::thread;

fn main() {
    let stack = ExitStack::new();
    thread::spawn(move || stack.close().unwrap());
}
