use scoped_core::{ContextManager, Outcome, context_manager};

struct Pool;

#[context_manager]
impl ContextManager for Pool {
    type Value<'a> = ();
    type Exit = ();
    fn enter(&mut self) -> Result<(), std::convert::Infallible> {
        Ok(())
    }
    fn exit(self, _: Outcome<'_>) {}
}

fn main() {}
