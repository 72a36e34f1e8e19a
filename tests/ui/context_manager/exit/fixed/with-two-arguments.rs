use scoped_core::context_manager;

use scoped_core::Outcome;

struct Pool {
    force: bool,
    again: bool,
}

#[context_manager]
impl Pool {
    fn exit(self, outcome: Outcome<'_>) {
        let _ = (outcome, self.force, self.again);
    }
}

fn main() {}
