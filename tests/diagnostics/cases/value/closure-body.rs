pub fn run() -> u32 {
    let f = || -> u32 { with!(conn() as t => { t.touch(); "none" }) };
    f()
}
