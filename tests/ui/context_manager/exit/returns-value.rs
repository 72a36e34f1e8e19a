use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn exit(self) -> Result<u8, String> {
        Ok(1)
    }
}

fn main() {}
