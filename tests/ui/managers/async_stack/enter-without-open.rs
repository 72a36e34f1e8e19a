use scoped_core::{AsyncExitStack, nullcontext};

async fn run() {
    let mut stack = AsyncExitStack::new();
    let Ok(number) = stack.enter(nullcontext(1)).await;
    *number += 1;
}

fn main() {}
