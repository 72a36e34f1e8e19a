pub fn run() {
    with!(conn() as t => {
        let n: Strng = t.id.to_string();
        drop(n);
    });
}
