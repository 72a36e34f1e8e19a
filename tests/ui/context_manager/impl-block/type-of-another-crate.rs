use scoped_core::context_manager;

#[context_manager]
impl Vec<u8> {
    fn enter(&mut self) {}
    fn exit(self) {}
}

fn main() {}
