pub fn run(text: &str) -> Result<(), std::num::ParseIntError> {
    with!(conn() as t => {
        t.touch();
        let n = text.parse()?;
    });
    Ok(())
}
