use scoped_core::context_manager;

#[context_manager(exti = close, enter)]
struct Pool;

#[context_manager]
impl Pool {
    fn enter(&self, size: usize) {}
    const fn exit(&self) -> bool {
        true
    }
}

fn main() {}
