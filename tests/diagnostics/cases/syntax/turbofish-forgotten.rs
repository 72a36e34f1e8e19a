pub fn run() {
    with!(conn() as t => { let v = Vec<u32>::new(); t.touch(); });
}
