pub fn run() {
    with!(conn() as t => { for x vec![1] { t.touch(); } });
}
