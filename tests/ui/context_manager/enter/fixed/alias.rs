use scoped_core::context_manager;

struct Pool(u8);

type PoolResult = Result<u8, String>;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Result<u8, String> {
        Ok(self.0)
    }
    fn exit(self) {}
}

fn main() {}
