pub fn run() {
    with!(conn() as t => {
        let Some(name) = t.find(1);
        println!("{name}");
    });
}
