use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    unsafe fn exit(self) {}
}

fn main() {}
