use scoped_core::context_manager;

struct Pool(String);

#[context_manager]
impl Pool {
    fn enter(mut self) -> Self {
        self
    }
    fn exit(self) {}
}

fn main() {}
