pub fn run(n: u32) -> u32 {
    match n {
        0 => with!(conn() as t => { t.touch(); "none" }),
        _ => 1,
    }
}
