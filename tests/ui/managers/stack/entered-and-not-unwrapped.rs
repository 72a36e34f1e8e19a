use scoped_core::{ExitStack, closing, with};

fn main() {
    with!(ExitStack::new() as stack => {
        let numbers = stack.enter(closing(vec![1]));
        numbers.push(2);
    }).unwrap();
}
