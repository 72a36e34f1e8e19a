use scoped_core::context_manager;

struct Pool(Conn);

struct Conn;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Result<&mut Con, String> {
        Ok(&mut self.0)
    }
    fn exit(&mut self) {}
}

fn main() {}
