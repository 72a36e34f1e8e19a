pub fn run() {
    with!(conn() as t => { let Some(n) = t.find(1) else { return; }; println!("{}", n.to_string()); });
}
