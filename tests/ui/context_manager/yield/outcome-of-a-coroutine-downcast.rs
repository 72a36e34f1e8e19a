use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() {
    let text = String::from("a");
    let first = text.chars();
    let outcome = yield_!();
    if outcome.downcast_ref::<std::io::Error>().is_none() {
        drop(first);
    }
}

fn main() {}
