use scoped_core::context_manager;

struct Pool {
    size: usize,
}

#[context_manager]
impl Pool {
    fn enter(&mut self) {
        self.size += 1;
    }
    fn exit(self) {}
}

fn main() {}
