use scoped_core::{ExitStack, closing, with};

fn main() {
    let mut kept: Vec<&mut Vec<u32>> = Vec::new();
    with!(ExitStack::new() as stack => {
        let Ok(numbers) = stack.enter(closing(vec![1]));
        kept.push(numbers);
    }).unwrap();
    println!("{kept:?}");
}
