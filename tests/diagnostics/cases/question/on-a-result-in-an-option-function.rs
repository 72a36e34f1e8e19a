pub fn run() -> Option<()> {
    with!(conn() as t => { t.read()?; });
    Some(())
}
