use scoped_core::ExitStack;

fn main() {
    let mut stack = ExitStack::new();
    stack.callback(|| println!("bye"));
}
