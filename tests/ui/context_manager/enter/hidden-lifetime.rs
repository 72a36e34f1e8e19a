use scoped_core::context_manager;

struct Pool(String);

struct Rows<'r>(&'r str);

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Rows {
        Rows(&self.0)
    }
    fn exit(self) {}
}

fn main() {}
