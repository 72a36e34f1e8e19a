use scoped_core::{scope, with};

fn main() {
    with!(scope(vec![1], |numbers, _| numbers.sort()) as numbers => {
        numbers.push(2);
    });
}
