pub fn run() -> u32 {
    with!(conn() as t => { return t.id; });
    println!("never");
    1
}
