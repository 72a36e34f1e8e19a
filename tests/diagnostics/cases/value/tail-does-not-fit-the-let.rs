pub fn run() {
    let n: u32 = with!(conn() as t => { t.name() });
    drop(n);
}
