use scoped_core::context_manager;

struct Pool(u8);

#[context_manager(crate = nope)]
impl Pool {
    fn enter(&mut self) -> &mut u8 {
        &mut self.0
    }
    fn exit(&mut self) {}
}

fn main() {}
