pub fn run() {
    with!(conn() as t => { let match = t.id; });
}
