use scoped_core::{Outcome, context_manager};

struct Pool;

#[context_manager]
impl Pool {
    fn exit(self, outcome: Outcome<'_>) {
        let _ = outcome;
    }
}

fn main() {}
