pub fn run() -> &'static str {
    with!(conn() as t => { return t.name(); })
}
