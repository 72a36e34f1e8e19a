use scoped_core::context_manager;

#[context_manager(exti = close, enter)]
struct Pool;

struct Conn;

#[context_manager]
impl Conn {
    fn enter(&self, size: usize) {}
    const fn exit(&self) -> bool {
        true
    }
}

fn main() {}
