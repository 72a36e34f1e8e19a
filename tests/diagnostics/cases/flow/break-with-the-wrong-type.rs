pub fn run() -> u32 {
    loop {
        with!(conn() as t => { t.touch(); break "none"; });
    }
}
