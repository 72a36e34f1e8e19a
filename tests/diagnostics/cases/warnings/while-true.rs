pub fn run() {
    with!(conn() as t => { while true { t.touch(); break; } });
}
