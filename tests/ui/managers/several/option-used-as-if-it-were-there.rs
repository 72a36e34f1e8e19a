use scoped_core::{closing, with};

fn main() {
    with!(Some(closing(vec![1])) as numbers => {
        numbers.push(2);
    });
}
