use scoped_core::context_manager;

struct Pool(String);

#[context_manager]
impl Pool {
    fn enter(&mut self) -> &'a str {
        &self.0
    }
    fn exit(&mut self) {}
}

fn main() {}
