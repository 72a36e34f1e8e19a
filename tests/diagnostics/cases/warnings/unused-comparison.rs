pub fn run() -> bool {
    with!(conn() as t => { t.id >= 0 })
}
