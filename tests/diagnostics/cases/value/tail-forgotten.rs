pub fn size() -> usize {
    with!(conn() as t => { t.touch(); })
}
