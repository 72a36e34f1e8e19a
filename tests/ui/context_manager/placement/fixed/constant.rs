use scoped_core::context_manager;

const LIMIT: u32 = 3;

struct Session;

#[context_manager]
impl Session {
    fn exit(self) {}
}

fn main() {}
