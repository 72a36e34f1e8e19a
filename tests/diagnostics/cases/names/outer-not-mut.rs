pub fn run() {
    let n = 0;
    with!(conn() as t => { t.touch(); n += 1; });
    drop(n);
}
