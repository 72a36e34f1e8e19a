use scoped_core::{ExitStack, with};

async fn run() {
    with!(async ExitStack::new() as stack => {
        stack.callback(|_| {});
    }).unwrap();
}

fn main() {}
