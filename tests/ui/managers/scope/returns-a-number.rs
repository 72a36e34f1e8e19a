use scoped_core::{scope, with};

fn main() {
    with!(scope(vec![1], |numbers, _| numbers[0]) as numbers => {
        numbers.push(2);
    });
}
