use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session() -> Result<u8, u8> {
    std::future::ready(Err::<(), u8>(1)).await?;
    yield_!(1);
    Ok(())
}

fn main() {}
