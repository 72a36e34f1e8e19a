pub fn run() -> u32 {
    with!(conn() as t => { let n = { t.id }; n })
}
