use scoped_core::context_manager;

struct Pool(u8);

type FallibleResult<T> = Result<T, String>;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> FallibleResult<u8> {
        let more: u8 = "1".parse().map_err(|_| String::new())?;
        Ok(self.0 + more)
    }
    fn exit(self) {}
}

fn main() {}
