use scoped_core::{ExitStack, closing};

fn main() {
    let mut stack = ExitStack::new();
    stack.close().unwrap();
    stack.push(closing(1));
}
