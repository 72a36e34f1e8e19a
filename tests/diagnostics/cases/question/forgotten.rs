pub fn run() -> Result<usize, Failed> {
    with!(conn() as t => {
        let n: usize = t.read();
        Ok(n)
    })
}
