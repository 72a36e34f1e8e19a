pub fn size() -> u32 {
    with!(conn() as t => { return "none"; })
}
