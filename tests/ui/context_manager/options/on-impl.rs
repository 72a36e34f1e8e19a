use scoped_core::context_manager;

struct Pool;

#[context_manager(exit = close)]
impl Pool {
    fn exit(self) {}
    fn close(self) {}
}

fn main() {}
