pub fn size() -> u32 {
    with!(conn() as t => {
        t.touch();
        return;
    });
}
