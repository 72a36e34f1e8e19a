pub fn run() -> Result<(), Failed> {
    with!(conn() as t => { t.read()??; });
    Ok(())
}
