pub fn show<T: std::fmt::Debug>(_: T) {}
pub fn run() {
    with!(conn() as t => { show(t); });
}
