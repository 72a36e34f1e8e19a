use scoped_core::context_manager;

macro_rules! session {
    () => {};
}

#[context_manager]
session!();

fn main() {}
