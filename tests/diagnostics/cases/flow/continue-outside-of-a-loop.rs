pub fn run(empty: bool) {
    with!(conn() as t => {
        t.touch();
        if empty { continue; }
    });
}
