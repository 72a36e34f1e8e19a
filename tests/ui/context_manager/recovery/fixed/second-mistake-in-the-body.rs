use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> u8 {
    let number: u8 = 1;
    yield_!(number);
}

fn main() {}
