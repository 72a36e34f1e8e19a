use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    const LIMIT: u32 = 3;
    fn exit(self) {}
}

fn main() {}
