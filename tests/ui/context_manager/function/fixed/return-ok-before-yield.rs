use scoped_core::{context_manager, yield_};

#[context_manager]
fn session(dry: bool) -> Result<u8, String> {
    if dry {
        return Err(String::new());
    }
    yield_!(1);
    Ok(())
}

fn main() {}
