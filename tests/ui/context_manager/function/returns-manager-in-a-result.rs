use scoped_core::{AsyncContextManager, context_manager, yield_};

#[context_manager]
async fn session() -> Result<impl AsyncContextManager, String> {
    yield_!(1_u8);
}

fn main() {}
