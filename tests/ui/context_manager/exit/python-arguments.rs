use scoped_core::context_manager;

struct Pool;

#[context_manager]
impl Pool {
    async fn exit(self, kind: Option<String>, value: Option<u8>, traceback: Option<String>) {}
}

fn main() {}
