use scoped_core::{context_manager, yield_};

#[context_manager]
fn session(dry: bool) -> u8 {
    if dry {
        yield_!(0);
    } else {
        yield_!(1);
    }
}

fn main() {}
