use scoped_core::context_manager;

struct Pool;

impl Clone for Pool {
    fn clone(&self) -> Self {
        Pool
    }
}

#[context_manager]
impl Pool {
    fn enter(&mut self) {}
    fn exit(self) {}
}

fn main() {}
