pub fn run() {
    with!(conn() as t => { let c: Conn = *t; drop(c); });
}
