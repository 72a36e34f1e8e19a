use scoped_core::{context_manager, yield_};

#[context_manager]
fn session(first: u8) -> u8 {
    yield_!(first);
}

fn main() {}
