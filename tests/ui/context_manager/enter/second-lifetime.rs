use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn enter<'a, 'b>(&'a mut self) -> &'b str {
        "pool"
    }
    fn exit(self) {}
}

fn main() {}
