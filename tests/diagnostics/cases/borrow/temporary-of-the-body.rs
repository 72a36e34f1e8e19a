pub fn run() {
    with!(conn() as t => {
        let s = t.id.to_string().as_str();
        println!("{s}");
    });
}
