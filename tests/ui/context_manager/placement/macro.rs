use scoped_core::context_manager;

#[context_manager]
macro_rules! session {
    () => {};
}

session!();

fn main() {}
