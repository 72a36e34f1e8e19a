use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> u8 {
    let mut lend = || yield_!(1);
    lend();
}

fn main() {}
