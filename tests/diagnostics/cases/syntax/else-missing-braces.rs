pub fn run() {
    with!(conn() as t => { if t.id == 1 { t.touch(); } else t.touch(); });
}
