use scoped_core::with;
use std::sync::RwLock;

fn main() {
    let sum = RwLock::new(1);
    with!(sum as mut sum => { *sum += 1; }).unwrap();
}
