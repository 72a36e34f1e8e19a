use scoped_core::{ExitStack, with};

fn spawn(_: impl Future + Send) {}

async fn pause() {}

fn main() {
    spawn(async {
        with!(ExitStack::new() as stack => {
            stack.callback(|_| {});
            pause().await;
        }).unwrap();
    });
}
