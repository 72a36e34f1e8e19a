pub fn take(_: &str) {}
pub fn run() {
    with!(conn() as t => { take(&t.name()); });
}
