use scoped_core::context_manager;

#[context_manager(exit = close -> Result<(), u8>)]
struct Pool;

impl Pool {
    fn close(self) {}
}

fn main() {}
