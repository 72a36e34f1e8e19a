pub fn run() {
    with!(conn() as t => { t.touch(); let n: u8 = 256; drop(n); });
}
