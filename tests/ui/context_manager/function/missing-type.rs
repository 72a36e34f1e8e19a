use scoped_core::{context_manager, yield_};

struct Conn;

#[context_manager]
fn session() -> Con {
    yield_!(Conn);
}

fn main() {}
