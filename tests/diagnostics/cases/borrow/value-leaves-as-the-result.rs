pub fn run() {
    let name = with!(conn() as t => { t.name() });
    println!("{name}");
}
