use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> Result<String, u8> {
    yield_!(String::new());
    Ok(())
}

fn main() {}
