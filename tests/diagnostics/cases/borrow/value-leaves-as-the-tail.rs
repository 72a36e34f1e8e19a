pub fn run() -> &'static str {
    with!(conn() as t => { t.name() })
}
