use scoped_core::{Verdict, context_manager};

struct Pool;

#[context_manager]
impl Pool {
    fn exit(self) -> Result<Verdict, String> {
        Ok(Verdict::Suppress)
    }
}

fn main() {}
