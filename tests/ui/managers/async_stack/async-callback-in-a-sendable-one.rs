use scoped_core::{AsyncExitStack, with};

fn spawn(_: impl Future + Send) {}

fn main() {
    spawn(async {
        with!(async AsyncExitStack::new_send() as stack => {
            stack.callback(async |outcome| drop(outcome));
        }).unwrap();
    });
}
