pub fn run() {
    with!(conn() as t => { t.touch(); Box::new(1).clone(); });
}
