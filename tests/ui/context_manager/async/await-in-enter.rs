use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Result<(), String> {
        std::future::ready(()).await;
        Ok(())
    }
    fn exit(self) {}
}

fn main() {}
