use scoped_core::context_manager;

struct Pool<T>(T);

#[context_manager]
impl<T> Pool<T> {
    fn exit(self)
    where
        T: Clone,
    {
        drop(self.0.clone());
    }
}

fn main() {}
