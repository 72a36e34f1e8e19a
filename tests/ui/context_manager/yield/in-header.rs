use scoped_core::{context_manager, with, yield_};

#[context_manager]
fn session() {
    with!({ yield_!(); lock() } => {});
}

#[context_manager]
fn lock() {
    yield_!();
}

fn main() {}
