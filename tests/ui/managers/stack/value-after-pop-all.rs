use scoped_core::{ExitStack, closing};

fn main() {
    let mut stack = ExitStack::new();
    let Ok(numbers) = stack.enter(closing(vec![1]));
    let other = stack.pop_all();
    numbers.push(2);
    drop(other);
}
