use scoped_core::context_manager;

struct Pool<'b>(&'b str);

#[context_manager]
impl<'b> Pool<'b> {
    fn enter<'a>(&'a mut self) -> &'b str {
        self.0
    }
    fn exit(self) {}
}

fn main() {}
