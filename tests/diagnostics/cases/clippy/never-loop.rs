pub fn run() {
    with!(conn() as t => { loop { t.touch(); break; } });
}
