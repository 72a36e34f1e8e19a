use scoped_core::{scope, with};

async fn run() {
    with!(async scope(vec![1], |numbers, _| drop(numbers)) as numbers => {
        numbers.push(2);
    });
}

fn main() {}
