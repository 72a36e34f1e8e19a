pub fn run(msg: String) {
    with!(conn() as t => {
        t.touch();
        let f = move || msg.len();
        f();
        println!("{msg}");
    });
}
