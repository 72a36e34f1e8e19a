use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session() -> u8 {
    async { yield_!(1) }.await;
}

fn main() {}
