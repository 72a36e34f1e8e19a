use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn enter(&mut self) {}
}

fn main() {
    scoped_core::with!(Pool as pool => { pool.len(); });
}
