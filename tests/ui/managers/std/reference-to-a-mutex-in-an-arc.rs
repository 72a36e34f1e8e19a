use scoped_core::with;
use std::sync::{Arc, Mutex};

fn main() {
    let sum = Arc::new(Mutex::new(1));
    with!(&sum as mut sum => { *sum += 1; }).unwrap();
}
