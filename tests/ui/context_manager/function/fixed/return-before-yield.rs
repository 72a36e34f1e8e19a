use scoped_core::{context_manager, yield_};

#[context_manager]
fn session(dry: bool) -> u8 {
    let number = if dry { 0 } else { 1 };
    yield_!(number);
}

fn main() {}
