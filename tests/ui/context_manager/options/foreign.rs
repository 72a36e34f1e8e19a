use scoped_core::context_manager;

#[context_manager(exit = close, name = pool)]
struct Pool;

impl Pool {
    fn close(self) {}
}

fn main() {}
