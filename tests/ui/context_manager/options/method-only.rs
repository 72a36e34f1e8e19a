use scoped_core::context_manager;

#[context_manager(close)]
struct Pool;

impl Pool {
    fn close(self) {}
}

fn main() {}
