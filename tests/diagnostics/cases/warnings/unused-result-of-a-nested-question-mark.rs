pub fn two() -> Result<Result<u32, Failed>, Failed> { Ok(Ok(1)) }
pub fn run() -> Result<(), Failed> {
    with!(conn() as t => { t.touch(); two()?; });
    Ok(())
}
