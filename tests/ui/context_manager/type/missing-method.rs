use scoped_core::context_manager;

#[context_manager(exit = close)]
struct Pool;

fn main() {}
