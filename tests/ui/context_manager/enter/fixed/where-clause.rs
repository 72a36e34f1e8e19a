use scoped_core::context_manager;

struct Pool<T>(T);

#[context_manager]
impl<T> Pool<T>
where
    T: Clone,
{
    fn enter(&mut self) -> T {
        self.0.clone()
    }
    fn exit(self) {}
}

fn main() {}
