use scoped_core::{context_manager, yield_};

#[context_manager]
fn session(path: &str) -> Result<String, std::io::Error> {
    let text = std::fs::read_to_string(path)?;
    yield_!(text)
    println!("{text}");
    Ok(())
}

fn main() -> Result<(), std::io::Error> {
    scoped_core::with!(session("a") as text => {
        text.push('a');
    })
}
