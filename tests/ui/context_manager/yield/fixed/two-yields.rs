use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> (String, String) {
    yield_!((String::new(), String::new()));
}

fn main() {}
