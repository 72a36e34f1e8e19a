use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> u8 {
    for n in 0..3 {
        yield_!(n);
    }
}

fn main() {}
