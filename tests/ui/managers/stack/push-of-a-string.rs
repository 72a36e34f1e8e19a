use scoped_core::ExitStack;

fn main() {
    let mut stack = ExitStack::new();
    stack.push(String::new());
}
