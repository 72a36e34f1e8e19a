use scoped_core::{AsyncExitStack, with};

async fn run() {
    with!(async AsyncExitStack::new() as stack => {
        stack.callback(|_| println!("bye"));
    }).unwrap();
}

fn main() {}
