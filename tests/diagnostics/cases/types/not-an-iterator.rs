pub fn run() {
    with!(conn() as t => { for _ in t {} });
}
