use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() {
    yield_!();
}

fn main() {}
