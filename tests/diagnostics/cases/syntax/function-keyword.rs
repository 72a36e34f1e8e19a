pub fn run() {
    with!(conn() as t => { function f() {} t.touch(); });
}
