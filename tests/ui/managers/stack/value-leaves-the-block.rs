use scoped_core::{ExitStack, closing, with};

fn main() {
    let numbers = with!(ExitStack::new() as stack => {
        let Ok(numbers) = stack.enter(closing(vec![1]));
        numbers
    });
    println!("{numbers:?}");
}
