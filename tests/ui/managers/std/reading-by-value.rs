use scoped_core::{reading, with};
use std::sync::RwLock;

fn main() {
    let sum = RwLock::new(1);
    with!(reading(sum) as sum => { println!("{sum}"); }).unwrap();
}
