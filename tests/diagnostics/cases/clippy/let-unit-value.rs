pub fn run() {
    with!(conn() as t => { let n = t.touch(); send(n); });
}
