use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    async fn enter(&mut self) -> Result<(), String> {
        std::future::ready(()).await;
        Ok(())
    }
    async fn exit(self) {}
}

fn main() {}
