use scoped_core::context_manager;

#[context_manager]
impl Pol {
    fn exit(self) {}
}

struct Pool;

fn main() {}
