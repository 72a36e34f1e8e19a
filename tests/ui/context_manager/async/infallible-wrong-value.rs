use scoped_core::context_manager;

struct Pool(u32);

#[context_manager]
impl Pool {
    async fn enter(&mut self) -> &mut u32 {
        self.0
    }

    async fn exit(self) {}
}

fn main() {}
