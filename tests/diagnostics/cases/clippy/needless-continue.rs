pub fn run(rows: &[u32]) {
    for i in 0..rows.len() {
        with!(conn() as t => { t.touch(); println!("{}", rows[i]); });
    }
}
