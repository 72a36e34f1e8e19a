use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn exit(self) -> Option<u8> {
        None
    }
}

fn main() {}
