use scoped_core::{AsyncOutcome, context_manager};

struct Pool;

#[context_manager]
impl Pool {
    async fn exit(self, outcome: AsyncOutcome<'_>) {
        let _ = outcome;
    }
}

fn main() {}
