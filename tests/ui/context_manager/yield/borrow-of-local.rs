use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> std::str::Chars<'static> {
    let text = String::from("a");
    yield_!(text.chars());
}

fn main() {}
