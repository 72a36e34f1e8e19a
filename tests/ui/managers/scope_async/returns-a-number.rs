use scoped_core::{scope_async, with};

async fn run() {
    with!(async scope_async(vec![1], async |numbers: Vec<u32>, _| numbers[0]) as numbers => {
        numbers.push(2);
    });
}

fn main() {}
