pub fn run() {
    let mut n = 1;
    let r = &n;
    with!(conn() as t => { t.touch(); n = 2; });
    println!("{r}");
}
