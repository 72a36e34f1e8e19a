pub fn run() -> Result<String, Failed> {
    with!(conn() as t => { Ok(t.read()?) })
}
