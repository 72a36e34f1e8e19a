pub fn run() {
    with!(conn() as t => { let _ = t.find(1 2); });
}
