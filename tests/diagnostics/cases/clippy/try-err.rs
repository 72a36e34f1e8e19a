pub fn run() -> Result<usize, Failed> {
    with!(conn() as t => { if t.id == 1 { Err(Failed)?; } Ok(1) })
}
