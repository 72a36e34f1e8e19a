use scoped_core::{Verdict, context_manager};

#[context_manager(exit = close, enter = open -> Result<&mut Pool, String>)]
struct Pool;

impl Pool {
    fn open(&mut self) -> Result<&mut Pool, String> {
        Ok(self)
    }

    fn close(self) {}
}

struct Conn {
    size: usize,
}

#[context_manager]
impl Conn {
    fn enter(&mut self) {
        self.size += 1;
    }
    fn exit(&mut self) -> Verdict {
        Verdict::Suppress
    }
}

fn main() {}
