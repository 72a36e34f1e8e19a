use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> u8 {
    let mut n = 0;
    while n < 3 {
        n += 1;
        yield_!(n);
    }
}

fn main() {}
