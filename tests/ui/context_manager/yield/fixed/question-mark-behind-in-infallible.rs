use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> Result<u8, String> {
    if yield_!(1).is_failure() {
        return Err(String::new());
    }
    Ok(())
}

fn main() {}
