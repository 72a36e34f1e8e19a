pub fn run() {
    with!(conn() as t => { if t.id == 1 and t.id == 2 { t.touch(); } });
}
