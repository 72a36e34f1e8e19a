pub fn run() {
    with!(conn() as t => { let = t.id; });
}
