pub fn run() {
    let n: u32;
    for _ in 0..2 {
        with!(conn() as t => { n = t.id; });
    }
}
