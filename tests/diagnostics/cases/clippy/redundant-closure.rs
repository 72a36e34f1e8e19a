pub fn run() -> Vec<String> {
    with!(conn() as t => { [t.id].iter().map(|n| n.to_string()).collect() })
}
