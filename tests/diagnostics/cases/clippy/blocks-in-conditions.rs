pub fn run() -> bool {
    with!(conn() as t => { if t.id == 1 { true } else { false } })
}
