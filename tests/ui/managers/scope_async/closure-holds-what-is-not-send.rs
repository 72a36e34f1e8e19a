use scoped_core::{scope_async, with};
use std::rc::Rc;

fn spawn(_: impl Future + Send) {}

fn main() {
    spawn(async {
        with!(async scope_async(Rc::new(1), async |number, _| drop(number)) as number => {
            println!("{number}");
        });
    });
}
