pub fn run() {
    with!(conn() as t => { t.touch(); });
    t.touch();
}
