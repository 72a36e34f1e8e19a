use scoped_core::{AsyncContextManager, context_manager, yield_};

#[context_manager]
async fn session() -> Result<u8, String> {
    yield_!(1_u8);
    Ok(())
}

fn main() {}
