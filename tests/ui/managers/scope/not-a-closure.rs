use scoped_core::{scope, with};

fn main() {
    with!(scope(vec![1], ()) as numbers => {
        numbers.push(2);
    });
}
