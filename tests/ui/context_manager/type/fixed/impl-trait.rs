use scoped_core::context_manager;

#[context_manager(enter = rows -> Box<dyn Iterator<Item = u8>>, exit = close)]
struct Pool;

impl Pool {
    fn rows(&mut self) -> Box<dyn Iterator<Item = u8>> {
        Box::new(0..3)
    }
    fn close(self) {}
}

fn main() {}
