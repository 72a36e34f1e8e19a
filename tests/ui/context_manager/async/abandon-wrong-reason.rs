use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    async fn exit(self) {}

    fn abandon(&mut self, reason: u32) {
        let _ = reason;
    }
}

fn main() {}
