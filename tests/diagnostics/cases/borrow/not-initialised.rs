pub fn run(empty: bool) {
    let n: u32;
    with!(conn() as t => { if empty { n = t.id; } });
    println!("{n}");
}
