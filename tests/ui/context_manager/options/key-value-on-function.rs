use scoped_core::{context_manager, yield_};

#[context_manager = "session"]
fn session() -> u8 {
    yield_!(1);
}

fn main() {
    scoped_core::with!(session() as n => {
        *n += 1;
    });
}
