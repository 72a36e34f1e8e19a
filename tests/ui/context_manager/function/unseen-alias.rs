use scoped_core::{context_manager, yield_};

type Fallible<T> = Result<T, std::num::ParseIntError>;

#[context_manager]
fn session() -> Fallible<u8> {
    let number: u8 = "1".parse()?;
    yield_!(number);
    Ok(())
}

fn main() {}
