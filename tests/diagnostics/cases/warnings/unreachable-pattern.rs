pub fn run() {
    with!(conn() as t => { match t.id { _ => {} 1 => {} } });
}
