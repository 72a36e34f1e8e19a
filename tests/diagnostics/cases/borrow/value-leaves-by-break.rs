pub fn run() {
    let name = loop {
        with!(conn() as t => { break t.name(); });
    };
    println!("{name}");
}
