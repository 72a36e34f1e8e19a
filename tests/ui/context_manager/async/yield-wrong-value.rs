use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session() -> Result<u8, String> {
    yield_!("one");
    Ok(())
}

fn main() {}
