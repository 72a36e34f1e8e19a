use scoped_core::context_manager;

use scoped_core::Outcome;

struct Pool;

#[context_manager]
impl Pool {
    fn exit(self, outcome: Outcome<'_>, force: bool, again: bool) {}
}

fn main() {}
