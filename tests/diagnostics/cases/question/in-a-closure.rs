pub fn run(rows: &[u32]) -> Result<(), Failed> {
    with!(conn() as t => {
        rows.iter().for_each(|_| { t.read()?; });
    });
    Ok(())
}
