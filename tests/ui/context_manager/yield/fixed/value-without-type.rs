use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> String {
    yield_!(String::new());
}

fn main() {}
