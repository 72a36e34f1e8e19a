use scoped_core::{AsyncExitStack, nullcontext, with};

async fn run(text: &str) {
    with!(async AsyncExitStack::new() as stack => {
        let Ok(text) = stack.enter(nullcontext(text)).await;
        println!("{text}");
    }).unwrap();
}

fn main() {}
