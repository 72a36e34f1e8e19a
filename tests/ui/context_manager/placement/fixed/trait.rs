use scoped_core::context_manager;

struct Session;

#[context_manager]
impl Session {
    fn exit(self) {}
}

fn main() {}
