use scoped_core::{ExitStack, with};

fn main() {
    with!(ExitStack::new() as stack => {
        stack.callback(|_| Err("full"));
    }).unwrap();
}
