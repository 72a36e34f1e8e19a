use scoped_core::context_manager;

#[context_manager(exit = close, crate = ::scoped_core)]
struct Pool;

impl Pool {
    fn close(self) {}
}

fn main() {}
