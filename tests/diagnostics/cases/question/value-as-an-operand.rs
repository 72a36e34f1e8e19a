pub fn run() -> Result<(), Failed> {
    with!(conn() as t => {
        let n: u64 = t.read()? + 1u8;
        drop(n);
    });
    Ok(())
}
