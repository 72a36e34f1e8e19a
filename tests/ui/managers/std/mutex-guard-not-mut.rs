use scoped_core::with;
use std::sync::Mutex;

fn main() {
    let sum = Mutex::new(1);
    with!(&sum as sum => { *sum += 1; }).unwrap();
}
