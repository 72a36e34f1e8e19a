use scoped_core::{AsyncExitStack, nullcontext, with};

async fn run() {
    with!(async AsyncExitStack::new_send() as stack => {
        let Ok(number) = stack.enter(nullcontext(1)).await;
        *number += 1;
    }).unwrap();
}

fn main() {}
