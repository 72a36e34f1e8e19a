use scoped_core::context_manager;

static LIMIT: u32 = 3;

struct Session;

#[context_manager]
impl Session {
    fn exit(self) {}
}

fn main() {}
