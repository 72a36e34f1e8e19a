use scoped_core::context_manager;

#[context_manager(enter = open -> Result<&mut Pool, String>, exit = close)]
struct Pool;

impl Pool {
    fn open(&mut self) -> Result<&mut Pool, String> {
        Ok(self)
    }

    fn close(self) {}
}

fn main() {}
