use scoped_core::with;
use std::sync::Mutex;

fn main() {
    let mut sum = Mutex::new(1);
    with!(&mut sum as mut sum => { *sum += 1; }).unwrap();
}
