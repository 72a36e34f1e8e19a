use scoped_core::{context_manager, yield_};

type Number = Result<u8, String>;
type NumberResult = Number;

#[context_manager]
fn session() -> NumberResult {
    yield_!(1);
    Ok(())
}

fn main() {}
