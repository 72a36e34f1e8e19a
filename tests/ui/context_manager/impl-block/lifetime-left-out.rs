use scoped_core::context_manager;

struct Pool<'a>(&'a str);

#[context_manager]
impl Pool {
    fn enter(&mut self) -> &str {
        self.0
    }
    fn exit(&mut self) {}
}

fn main() {}
