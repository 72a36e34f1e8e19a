pub fn run() {
    with!(conn() as t => { match t.id { 1 -> {} _ => {} } });
}
