pub fn run() {
    with!(conn() as t => {
        fn inner() -> u32 { t.id }
        t.touch();
        inner();
    });
}
