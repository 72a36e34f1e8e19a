use scoped_core::context_manager;

struct Pool<T>(T);

#[context_manager]
impl<T> Pool<T> {
    fn enter(&mut self) -> T
    where
        T: Clone,
    {
        self.0.clone()
    }
    fn exit(self) {}
}

fn main() {}
