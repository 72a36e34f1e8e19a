pub fn run() {
    let n: u32;
    with!(conn() as t => { n = t.id; n = 2; });
    println!("{n}");
}
