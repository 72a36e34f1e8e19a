use scoped_core::{context_manager, yield_};

type FallibleResult<T> = Result<T, std::num::ParseIntError>;

#[context_manager]
fn session() -> FallibleResult<u8> {
    let number: u8 = "1".parse()?;
    yield_!(number);
    Ok(())
}

fn main() {}
