pub fn run() {
    with!(conn() as t => { 'a: loop { t.touch(); break; } });
}
