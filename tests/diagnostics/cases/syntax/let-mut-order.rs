pub fn run() {
    with!(conn() as t => { mut let n = t.id; });
}
