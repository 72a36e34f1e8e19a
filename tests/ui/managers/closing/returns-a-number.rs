use scoped_core::{closing_with, with};

fn main() {
    with!(closing_with(vec![1], |numbers| numbers.len()) as numbers => {
        numbers.push(2);
    });
}
