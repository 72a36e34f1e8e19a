use scoped_core::{context_manager, with, yield_};

#[context_manager]
fn session() -> u8 {
    with!(lock() => {
        yield_!(1);
    });
}

#[context_manager]
fn lock() {
    yield_!();
}

fn main() {}
