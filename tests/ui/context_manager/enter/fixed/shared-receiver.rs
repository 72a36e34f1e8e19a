use scoped_core::context_manager;

struct Pool(u8);

#[context_manager]
impl Pool {
    fn enter(&mut self) -> &u8 {
        &self.0
    }
    fn exit(self) {}
}

fn main() {}
