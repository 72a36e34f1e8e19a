use scoped_core::context_manager;

#[context_manager(exti = close)]
struct Pool;

impl Pool {
    fn close(self) {}
}

fn main() {}
