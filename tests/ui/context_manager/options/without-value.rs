use scoped_core::context_manager;

#[context_manager(exit)]
struct Pool;

fn main() {}
