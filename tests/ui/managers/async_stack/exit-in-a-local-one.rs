use scoped_core::{AsyncContextManager, AsyncExitStack, nullcontext, with};

async fn run() {
    with!(async AsyncExitStack::new() as stack => {
        let Ok(number) = stack.enter(nullcontext(1), AsyncContextManager::exit).await;
        *number += 1;
    }).unwrap();
}

fn main() {}
