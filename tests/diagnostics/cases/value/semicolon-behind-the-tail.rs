pub fn size() -> usize {
    with!(conn() as t => { t.name().len(); })
}
