use scoped_core::context_manager;

struct Session;

#[context_manager]
impl Session {
    pub fn enter(&mut self) {}
    fn exit(self) {}
}

fn main() {}
