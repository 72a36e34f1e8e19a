pub fn run() -> Result<(), Failed> {
    with!(conn() as t => { t.touch(); 5u32?; });
    Ok(())
}
