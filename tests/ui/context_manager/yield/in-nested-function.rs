use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> u8 {
    fn inner() {
        yield_!(1);
    }
    inner();
}

fn main() {}
