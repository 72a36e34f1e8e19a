pub fn run() -> &'static str {
    with!(conn() as t => {
        let s = t.id.to_string();
        return &s;
    })
}
