pub fn run() {
    with!(conn() as t => { println!("{t}"); });
}
