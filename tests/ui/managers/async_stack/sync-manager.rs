use scoped_core::{AsyncExitStack, closing, with};

async fn run() {
    with!(async AsyncExitStack::new() as stack => {
        let Ok(numbers) = stack.enter(closing(vec![1])).await;
        numbers.push(2);
    }).unwrap();
}

fn main() {}
