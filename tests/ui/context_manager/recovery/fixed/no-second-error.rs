use scoped_core::{context_manager, with, yield_};

#[context_manager]
fn session(dry: bool) -> Result<String, std::io::Error> {
    let text = std::fs::read_to_string("a")?;
    let outcome = yield_!(text);
    while dry {
        println!("{outcome}");
        return Ok(());
    }
    Ok(())
}

fn main() -> Result<(), std::io::Error> {
    with!(session(true) as text => {
        text.push('a');
    })
}
