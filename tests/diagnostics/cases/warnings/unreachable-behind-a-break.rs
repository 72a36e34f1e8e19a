pub fn run() {
    loop {
        with!(conn() as t => { t.touch(); break; });
        println!("never");
    }
}
