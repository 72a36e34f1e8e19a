use scoped_core::context_manager;

struct Pool(u8);

struct Refused;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Result<&mut u8, Refused> {
        Ok(&mut self.0)
    }
    fn exit(&mut self) {}
}

fn main() {}
