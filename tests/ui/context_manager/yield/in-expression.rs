use scoped_core::{context_manager, yield_};

fn log<T>(_: T) {}

#[context_manager]
fn session() -> u8 {
    log(yield_!(1));
}

fn main() {}
