pub fn lock(c: &Conn) -> Conn { Conn { id: c.id, name: String::new() } }
pub fn run() {
    with!(lock(&g) as g => { g.touch(); });
}
