pub fn run() -> Result<(), Failed> {
    with!(conn() as t => { t.find(1)?; });
    Ok(())
}
