use scoped_core::context_manager;

#[context_manager]
struct Pool;

fn main() {
    scoped_core::with!(Pool as pool => { pool.len(); });
}
