use scoped_core::context_manager;

struct Pool;

#[context_manager = "pool"]
impl Pool {
    fn exit(self) {}
}

fn main() {
    scoped_core::with!(Pool => {});
}
