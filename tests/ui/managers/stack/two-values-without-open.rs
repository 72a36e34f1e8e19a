use scoped_core::{ExitStack, closing};

fn main() {
    let mut stack = ExitStack::new();
    let Ok(one) = stack.enter(closing(1));
    let Ok(two) = stack.enter(closing(2));
    *one += *two;
}
