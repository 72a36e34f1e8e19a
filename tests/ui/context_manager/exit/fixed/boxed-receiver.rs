use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn exit(&mut self) {}
}

fn main() {}
