use scoped_core::context_manager;

#[context_manager(enter(open), exit = close)]
struct Pool;

impl Pool {
    fn close(self) {}
}

fn main() {}
