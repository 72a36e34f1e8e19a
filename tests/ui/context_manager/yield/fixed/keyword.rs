use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> u8 {
    yield_!(1);
}

fn main() {}
