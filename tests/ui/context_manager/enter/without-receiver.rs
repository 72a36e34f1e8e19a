use scoped_core::context_manager;

struct Pool(String);

#[context_manager]
impl Pool {
    fn enter(path: &str) -> Self {
        Pool(path.to_owned())
    }
    fn exit(self) {}
}

fn main() {}
