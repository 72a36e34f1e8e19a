use scoped_core::context_manager;

struct Pool(Option<u8>);

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Result<u8, &'static str> {
        let first = self.0.ok_or("empty")?;
        Ok(first)
    }
    fn exit(self) {}
}

fn main() {}
