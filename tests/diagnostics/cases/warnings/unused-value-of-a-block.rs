pub fn run() {
    let _ = with!(conn() as t => { t.touch(); vec![1]; });
}
