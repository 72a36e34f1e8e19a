use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session() -> String {
    let text = String::new();
    let outcome = yield_!(text)
    println!("{text}: {}", outcome.is_failure());
}

fn main() {}
