use scoped_core::{AsyncExitStack, with};

#[derive(Debug)]
struct Full;

async fn run() {
    with!(async AsyncExitStack::new() as stack => {
        stack.callback(async |_| Err::<(), _>(Full));
    }).unwrap();
}

fn main() {}
