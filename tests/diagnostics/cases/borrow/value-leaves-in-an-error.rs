pub fn run() -> Result<(), &'static str> {
    with!(conn() as t => { Err(t.name())? });
    Ok(())
}
