use scoped_core::{Verdict, context_manager, yield_};

#[context_manager]
fn session() -> (u8, Verdict) {
    yield_!(1);
    Verdict::Propagate
}

fn main() {}
