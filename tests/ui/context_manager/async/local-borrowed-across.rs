use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session() {
    let text = String::from("text");
    let first = text.as_str();
    yield_!();
    println!("{first}");
}

fn main() {}
