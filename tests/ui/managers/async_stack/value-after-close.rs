use scoped_core::{AsyncExitStack, nullcontext};

async fn run() {
    let mut stack = AsyncExitStack::new();
    let open = stack.open();
    let Ok(number) = open.enter(nullcontext(1)).await;
    stack.close().await.unwrap();
    *number += 1;
}

fn main() {}
