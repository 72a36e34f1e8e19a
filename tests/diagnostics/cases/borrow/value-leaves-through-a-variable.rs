pub fn run() {
    let mut name = "";
    println!("{name}");
    with!(conn() as t => { name = t.name(); });
    println!("{name}");
}
