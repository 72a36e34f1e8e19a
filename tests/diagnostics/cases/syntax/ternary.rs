pub fn run() {
    with!(conn() as t => { let n = t.id == 1 ? 1 : 2; });
}
