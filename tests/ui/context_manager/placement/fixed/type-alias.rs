use scoped_core::context_manager;

type Session = Limit;

struct Limit(u32);

#[context_manager]
impl Session {
    fn exit(self) {}
}

fn main() {}
