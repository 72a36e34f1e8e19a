use scoped_core::context_manager;

#[context_manager]
fn session() -> String {
    String::new()
}

fn main() {}
