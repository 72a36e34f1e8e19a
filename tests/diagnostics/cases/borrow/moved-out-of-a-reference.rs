pub fn run() {
    with!(conn() as t => { let name: String = t.name; drop(name); });
}
