use scoped_core::{ExitStack, Verdict, with};

fn main() {
    with!(ExitStack::without_suppression() as stack => {
        stack.callback(|_| Verdict::Suppress);
    }).unwrap();
}
