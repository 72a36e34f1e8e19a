pub fn run() {
    with!(conn() as t => {
        let name = t.name();
        t.touch();
        println!("{name}");
    });
}
