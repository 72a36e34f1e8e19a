pub fn take(_: String) {}
pub fn run() {
    take(with!(conn() as t => { t.id }));
}
