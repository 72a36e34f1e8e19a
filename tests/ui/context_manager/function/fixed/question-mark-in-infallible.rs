use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> Result<u8, std::num::ParseIntError> {
    let number: u8 = "1".parse()?;
    yield_!(number);
    Ok(())
}

fn main() {}
