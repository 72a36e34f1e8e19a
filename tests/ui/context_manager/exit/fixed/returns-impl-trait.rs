use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn exit(self) {}
}

fn main() {}
