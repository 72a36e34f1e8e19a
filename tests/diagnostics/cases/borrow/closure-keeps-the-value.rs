pub fn run() {
    with!(conn() as t => {
        let mut f = || t.touch();
        t.touch();
        f();
    });
}
