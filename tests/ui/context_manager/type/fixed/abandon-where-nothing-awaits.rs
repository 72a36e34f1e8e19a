use scoped_core::context_manager;

#[context_manager(exit = close)]
struct Connection;

impl Connection {
    fn close(self) {}

    fn give_up(self) {}
}

fn main() {}
