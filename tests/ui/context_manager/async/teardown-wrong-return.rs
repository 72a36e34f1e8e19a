use scoped_core::{context_manager, yield_};

#[context_manager]
async fn session(early: bool) -> Result<u8, String> {
    yield_!(1);
    if early {
        return Ok(2);
    }
    Ok(())
}

fn main() {}
