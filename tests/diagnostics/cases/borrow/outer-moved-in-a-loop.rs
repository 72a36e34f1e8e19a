pub fn run(msg: String) {
    for _ in 0..2 {
        with!(conn() as t => { t.touch(); send(msg); });
    }
}
