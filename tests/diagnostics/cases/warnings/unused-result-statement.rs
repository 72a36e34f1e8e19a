pub fn run() {
    with!(conn() as t => { t.read(); });
}
