use scoped_core::{ExitStack, with};
use std::sync::Mutex;

fn main() {
    let sum = Mutex::new(1);
    with!(ExitStack::new() as stack => {
        let mut sum = stack.enter(&sum).unwrap();
        *sum += 1;
    }).unwrap();
}
