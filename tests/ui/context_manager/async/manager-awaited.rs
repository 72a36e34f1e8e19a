use scoped_core::{context_manager, with, yield_};

#[context_manager]
async fn session() -> u8 {
    yield_!(1);
}

async fn use_it() {
    with!(async session().await as _n => {});
}

fn main() {}
