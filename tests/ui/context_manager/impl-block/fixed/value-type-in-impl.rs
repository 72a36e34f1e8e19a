use scoped_core::context_manager;

struct Pool(u8);

#[context_manager]
impl Pool {
    fn exit(self) {}
}

fn main() {}
