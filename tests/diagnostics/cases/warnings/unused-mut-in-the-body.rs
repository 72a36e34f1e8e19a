pub fn run() -> u32 {
    with!(conn() as t => { let mut n = t.id; n })
}
