pub fn run() {
    let n: usize = with!(conn() as t => { t.name().len(); });
    drop(n);
}
