pub fn run(msg: String) {
    with!(conn() as t => { t.touch(); send(msg); });
    println!("{msg}");
}
