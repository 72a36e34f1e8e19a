use scoped_core::{scope, with};

fn main() {
    with!(scope(vec![1], |numbers| drop(numbers)) as numbers => {
        numbers.push(2);
    });
}
