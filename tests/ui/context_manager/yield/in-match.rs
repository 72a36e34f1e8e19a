use scoped_core::{context_manager, yield_};

#[context_manager]
fn session(dry: bool) -> u8 {
    match dry {
        true => yield_!(0),
        false => yield_!(1),
    };
}

fn main() {}
