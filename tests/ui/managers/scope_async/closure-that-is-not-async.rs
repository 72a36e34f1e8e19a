use scoped_core::{scope_async, with};

async fn run() {
    with!(async scope_async(vec![1], |numbers, _| drop(numbers)) as numbers => {
        numbers.push(2);
    });
}

fn main() {}
