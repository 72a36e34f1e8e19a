pub fn run() {
    with!(conn() as t => { t.idd = 1; });
}
