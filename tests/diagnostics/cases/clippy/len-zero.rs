pub fn run() -> bool {
    with!(conn() as t => { t.name().len() == 0 })
}
