use scoped_core::context_manager;

#[context_manager(enter = rows -> impl Iterator<Item = u8>, exit = close)]
struct Pool;

impl Pool {
    fn rows(&mut self) -> impl Iterator<Item = u8> {
        0..3
    }
    fn close(self) {}
}

fn main() {}
