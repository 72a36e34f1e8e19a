use std::rc::Rc;

use scoped_core::{context_manager, with, yield_};

#[context_manager]
async fn session() -> u8 {
    let count = Rc::new(1);
    std::future::ready(()).await;
    yield_!(*count);
}

fn spawn(_: impl Future + Send) {}

fn main() {
    spawn(async {
        with!(async session() as _n => {});
    });
}
