use scoped_core::{ExitStack, closing};

fn main() {
    let mut stack = ExitStack::new();
    let Ok(numbers) = stack.enter(closing(vec![1]));
    numbers.push(2);
    stack.close().unwrap();
    numbers.push(3);
}
