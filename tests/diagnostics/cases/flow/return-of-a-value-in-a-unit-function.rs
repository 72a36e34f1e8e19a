pub fn run() {
    with!(conn() as t => {
        t.touch();
        return 1;
    });
}
