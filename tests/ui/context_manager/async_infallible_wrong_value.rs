use scoped_core::context_manager;

struct Pool(u32);

#[context_manager]
impl Pool {
    async fn enter(&mut self) -> &mut u32 {
        &mut self.1
    }

    async fn exit(self) {
        self.0
    }
}

fn main() {}
