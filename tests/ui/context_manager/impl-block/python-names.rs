use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn __enter__(&mut self) {}
    fn __exit__(self) {}
}

fn main() {}
