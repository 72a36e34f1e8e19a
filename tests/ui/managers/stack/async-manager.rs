use scoped_core::{ExitStack, scope_async, with};

async fn run() {
    with!(ExitStack::new() as stack => {
        stack.push(scope_async(1, async |_, _| {}));
    }).unwrap();
}

fn main() {}
