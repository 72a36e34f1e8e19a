use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() {
    let text = String::from("a");
    let first = text.chars();
    yield_!();
    println!("{}", first.count());
}

fn main() {}
