use scoped_core::{Outcome, context_manager};

struct Pool;

#[context_manager]
impl Pool {
    fn exit(&mut self, outcome: Outcome<'_>) {
        let _ = outcome;
    }
}

fn main() {}
