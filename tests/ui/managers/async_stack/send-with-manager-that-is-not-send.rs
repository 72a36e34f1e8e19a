use scoped_core::{AsyncContextManager, AsyncExitStack, nullcontext, with};
use std::rc::Rc;

async fn run() {
    with!(async AsyncExitStack::new_send() as stack => {
        let Ok(_shared) = stack.enter(nullcontext(Rc::new(1)), AsyncContextManager::exit).await;
    }).unwrap();
}

fn main() {}
