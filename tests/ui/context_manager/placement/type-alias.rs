use scoped_core::context_manager;

#[context_manager]
type Session = u32;

fn main() {}
