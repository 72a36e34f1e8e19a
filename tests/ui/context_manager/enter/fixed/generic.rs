use scoped_core::context_manager;

struct Pool<T>(u8, std::marker::PhantomData<T>);

#[context_manager]
impl<T: From<u8>> Pool<T> {
    fn enter(&mut self) -> T {
        self.0.into()
    }
    fn exit(self) {}
}

fn main() {}
