pub fn run() -> Result<(), Failed> {
    with!(conn() as t => { if t.read()? { t.touch(); } });
    Ok(())
}
