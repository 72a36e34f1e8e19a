use scoped_core::context_manager;

struct Pool(u8);

#[context_manager]
impl Pool {
    fn enter<T: From<u8>>(&mut self) -> T {
        self.0.into()
    }
    fn exit(self) {}
}

fn main() {}
