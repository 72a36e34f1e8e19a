use scoped_core::context_manager;

struct Pool(u8);

#[context_manager]
impl Pool {
    fn enter(&mut self) -> &mut u8 {
        &mut "text"
    }
    fn exit(self) {}
}

fn main() {}
