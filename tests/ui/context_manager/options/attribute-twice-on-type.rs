use scoped_core::context_manager;

#[context_manager(exit = close)]
#[context_manager(exit = finish)]
struct Pool;

impl Pool {
    fn close(self) {}

    fn finish(self) {}
}

fn main() {}
