use scoped_core::{ExitStack, with};

fn main() {
    with!(ExitStack::new() as stack => {
        let name = String::from("body");
        stack.callback(|_| println!("{name}"));
    }).unwrap();
}
