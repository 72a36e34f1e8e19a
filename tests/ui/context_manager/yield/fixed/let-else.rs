use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> u8 {
    let outcome = yield_!(1);
    let _ = outcome;
}

fn main() {}
