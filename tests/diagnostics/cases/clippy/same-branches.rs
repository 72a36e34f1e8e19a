pub fn run() -> u32 {
    with!(conn() as t => { if t.id == 1 { t.id } else { t.id } })
}
