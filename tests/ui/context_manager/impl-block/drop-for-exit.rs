use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn enter(&mut self) {}
    fn drop(&mut self) {}
}

fn main() {}
