pub fn take(_: String) {}
pub fn run() -> Result<(), Failed> {
    with!(conn() as t => { take(t.read()?); });
    Ok(())
}
