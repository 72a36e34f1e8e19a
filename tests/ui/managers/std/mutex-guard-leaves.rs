use scoped_core::with;
use std::sync::Mutex;

fn main() {
    let sum = Mutex::new(1);
    let guard = with!(&sum as sum => { &*sum }).unwrap();
    println!("{guard}");
}
