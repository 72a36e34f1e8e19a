use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Clone for Pool {
    fn clone(&self) -> Self {
        Pool
    }
}

fn main() {}
