use scoped_core::{AsyncExitStack, with};

async fn run() {
    with!(AsyncExitStack::new() as stack => {
        stack.callback(async |_| {});
    }).unwrap();
}

fn main() {}
