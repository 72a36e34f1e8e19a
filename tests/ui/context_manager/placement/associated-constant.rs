use scoped_core::context_manager;

struct Pool;

impl Pool {
    #[context_manager]
    const LIMIT: u32 = 3;
}

fn main() {}
