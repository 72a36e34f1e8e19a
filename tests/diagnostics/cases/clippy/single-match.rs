pub fn run() {
    with!(conn() as t => { match t.find(1) { Some(n) => println!("{n}"), None => {} } });
}
