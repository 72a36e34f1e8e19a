use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl<T> Pool {
    fn exit(self) {}
}

fn main() {}
