pub fn run() -> u32 {
    with!(conn() as t => { u32::from(t.id) })
}
