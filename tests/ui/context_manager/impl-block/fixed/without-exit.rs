use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> &str {
        "pool"
    }
    fn exit(self) {}
}

fn main() {
    scoped_core::with!(Pool as pool => { assert_eq!(pool.len(), 4); });
}
