use scoped_core::{AsyncExitStack, nullcontext, with};

fn spawn(_: impl Future + Send) {}

fn main() {
    spawn(async {
        with!(async AsyncExitStack::new() as stack => {
            let Ok(number) = stack.enter(nullcontext(1)).await;
            *number += 1;
        }).unwrap();
    });
}
