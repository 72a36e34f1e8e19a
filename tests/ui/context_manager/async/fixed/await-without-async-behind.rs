use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session() -> u8 {
    yield_!(1);
    std::future::ready(()).await;
}

fn main() {}
