use scoped_core::{context_manager, yield_};

type Number = Result<u8, String>;
type NumberResult = Number;

#[context_manager]
fn session() -> Result<u8, String> {
    yield_!(1);
    Ok(())
}

fn main() {}
