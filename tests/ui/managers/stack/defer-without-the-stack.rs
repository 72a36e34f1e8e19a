use scoped_core::{ExitStack, with};

fn main() {
    with!(ExitStack::new() as stack => {
        stack.defer(|_| println!("bye"));
    }).unwrap();
}
