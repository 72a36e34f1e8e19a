pub fn run(rows: &[u32]) {
    for _ in rows {
        with!(conn() as t => { t.touch(); continue 1; });
    }
}
