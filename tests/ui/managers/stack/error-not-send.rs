use scoped_core::{ExitStack, with};
use std::error::Error;

fn main() {
    with!(ExitStack::new() as stack => {
        stack.callback(|_| Err::<(), Box<dyn Error>>("full".into()));
    }).unwrap();
}
