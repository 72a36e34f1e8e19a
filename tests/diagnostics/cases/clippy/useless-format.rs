pub fn run() -> String {
    with!(conn() as t => { t.touch(); format!("none") })
}
