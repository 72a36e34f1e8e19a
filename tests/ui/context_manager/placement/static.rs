use scoped_core::context_manager;

#[context_manager]
static LIMIT: u32 = 3;

fn main() {}
