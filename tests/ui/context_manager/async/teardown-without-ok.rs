use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session() -> Result<u8, String> {
    yield_!(1);
    std::future::ready(()).await;
}

fn main() {}
