use scoped_core::context_manager;

#[context_manager]
fn session() -> u8 {
    yield!(1);
}

fn main() {}
