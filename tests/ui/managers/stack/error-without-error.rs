use scoped_core::{ExitStack, scope, with};

#[derive(Debug)]
struct Full;

fn main() {
    with!(ExitStack::new() as stack => {
        let number = stack.enter(scope(1, |_, _| Err::<(), _>(Full))).unwrap();
        *number += 1;
    }).unwrap();
}
