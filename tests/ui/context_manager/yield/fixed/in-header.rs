use scoped_core::{context_manager, with, yield_};

#[context_manager]
fn session() {
    with!(lock() => {
        yield_!();
    });
}

#[context_manager]
fn lock() {
    yield_!();
}

fn main() {}
