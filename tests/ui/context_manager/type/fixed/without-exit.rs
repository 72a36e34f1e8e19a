use scoped_core::context_manager;

#[context_manager(exit = close)]
struct Pool;

impl Pool {
    fn len(&self) -> usize {
        0
    }

    fn close(self) {}
}

fn main() {
    scoped_core::with!(Pool as pool => { pool.len(); });
}
