pub fn run() -> u32 {
    with!(conn() as t => { t.id.clone() })
}
