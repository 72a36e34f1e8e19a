use scoped_core::{Abandoned, context_manager, with};

struct Pool;

#[context_manager]
impl Pool {
    async fn exit(self) {}

    async fn abandon(&self, reason: Abandoned, tries: u32) -> u32 {
        let _ = reason;
        tries
    }
}

async fn use_it() {
    with!(async Pool => {});
}

fn main() {}
