pub fn run() -> u32 {
    with!(conn() as t => { let mut n = 0; n = t.id; n })
}
