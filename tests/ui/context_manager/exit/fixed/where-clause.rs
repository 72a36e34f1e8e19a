use scoped_core::context_manager;

struct Pool<T>(T);

#[context_manager]
impl<T> Pool<T>
where
    T: Clone,
{
    fn exit(self) {
        drop(self.0.clone());
    }
}

fn main() {}
