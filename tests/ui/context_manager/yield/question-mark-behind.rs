use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> Result<u8, String> {
    yield_!(1)?;
    Ok(())
}

fn main() {}
