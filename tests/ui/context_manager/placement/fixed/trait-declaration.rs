use scoped_core::{context_manager, yield_};

struct Pool;

impl Pool {
    #[context_manager]
    fn session(&self) -> String {
        yield_!(String::new());
    }
}

fn main() {}
