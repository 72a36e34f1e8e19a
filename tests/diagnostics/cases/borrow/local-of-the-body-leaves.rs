pub fn run() {
    let r;
    with!(conn() as t => {
        let n = t.id;
        r = &n;
    });
    println!("{r}");
}
