pub fn run() {
    with!(conn() as mut t => { println!("{}", t.id); });
}
