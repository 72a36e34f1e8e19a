use scoped_core::{context_manager, yield_};

#[context_manager(exit = close)]
fn session() {
    yield_!();
}

fn main() {}
