use scoped_core::{Outcome, context_manager};

struct Pool;

#[context_manager]
impl Pool {
    fn exit(outcome: Outcome<'_>) {}
}

fn main() {}
