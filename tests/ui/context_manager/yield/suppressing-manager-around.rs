use scoped_core::{Verdict, context_manager, with, yield_};

#[context_manager]
fn ignoring() -> Verdict {
    yield_!();
    Verdict::Suppress
}

#[context_manager]
fn session() -> u8 {
    with!(ignoring() => {
        yield_!(1);
    });
}

fn main() {}
