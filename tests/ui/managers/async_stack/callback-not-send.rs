use scoped_core::{AsyncExitStack, with};
use std::rc::Rc;

async fn run() {
    with!(async AsyncExitStack::new_send() as stack => {
        let shared = Rc::new(1);
        stack.callback(|_| async move { drop(shared) });
    }).unwrap();
}

fn main() {}
