pub fn run() -> Result<(), Failed> {
    with!(conn() as t => {
        let s: String = t.read()?;
        drop(s);
    });
    Ok(())
}
