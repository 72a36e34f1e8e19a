use scoped_core::context_manager;

unsafe extern "C" {
    fn session();
}

struct Session;

#[context_manager]
impl Session {
    fn exit(self) {}
}

fn main() {}
