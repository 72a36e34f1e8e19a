use scoped_core::ExitStack;

fn main() {
    let mut stack = ExitStack::new();
    let name = String::from("later");
    stack.callback(|_| println!("{name}"));
    stack.close().unwrap();
}
