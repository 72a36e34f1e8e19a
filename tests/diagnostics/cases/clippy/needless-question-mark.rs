pub fn run() -> Result<usize, Failed> {
    with!(conn() as t => { Ok(t.read()?) })
}
