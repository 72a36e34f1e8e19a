use scoped_core::{AsyncExitStack, nullcontext, with};

async fn run() {
    with!(async AsyncExitStack::new() as stack => {
        let Ok(number) = stack.enter(nullcontext(1));
        *number += 1;
    }).unwrap();
}

fn main() {}
