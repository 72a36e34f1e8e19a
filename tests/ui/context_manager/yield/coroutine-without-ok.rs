use scoped_core::{context_manager, yield_};

#[context_manager]
fn session(name: &str) -> Result<u8, String> {
    let initial = name.trim();
    let value = initial.parse().map_err(|_| initial.to_owned())?;
    yield_!(value);
    println!("done");
}

fn main() {}
