use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Box<dyn Iterator<Item = u8>> {
        Box::new(0..3)
    }
    fn exit(self) {}
}

fn main() {}
