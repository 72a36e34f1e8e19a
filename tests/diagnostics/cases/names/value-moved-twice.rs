pub fn run() {
    with!(Lends(String::new()) as s => { drop(s); drop(s); });
}
