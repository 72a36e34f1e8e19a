pub fn run(rows: &[u32]) {
    'rows: for _ in rows {
        with!(conn() as t => { t.touch(); break 'row; });
    }
}
