use scoped_core::{scope, with};

fn main() {
    let numbers = vec![1];
    with!(scope(numbers, |_, _| {}) as numbers => {
        numbers.push(2);
    });
    println!("{numbers:?}");
}
