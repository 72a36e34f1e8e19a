pub fn run() {
    with!(conn() as t => { fn never() {} t.touch(); });
}
