use scoped_core::context_manager;

#[context_manager(exit = close)]
enum Pool<T: Clone>
where
    T: Send,
{
    Full(T),
    Empty,
}

impl<T: Clone + Send> Pool<T> {
    fn close(self) {}
}

fn main() {}
