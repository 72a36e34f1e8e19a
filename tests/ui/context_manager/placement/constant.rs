use scoped_core::context_manager;

#[context_manager]
const LIMIT: u32 = 3;

fn main() {}
