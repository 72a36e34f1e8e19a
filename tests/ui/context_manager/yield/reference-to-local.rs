use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> &'static mut String {
    let mut text = String::new();
    yield_!(&mut text);
}

fn main() {}
