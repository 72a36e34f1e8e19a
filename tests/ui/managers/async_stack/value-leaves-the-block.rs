use scoped_core::{AsyncExitStack, nullcontext, with};

async fn run() {
    let numbers = with!(async AsyncExitStack::new() as stack => {
        let Ok(numbers) = stack.enter(nullcontext(vec![1])).await;
        numbers
    });
    println!("{numbers:?}");
}

fn main() {}
