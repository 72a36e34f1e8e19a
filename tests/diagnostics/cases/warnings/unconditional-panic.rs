pub fn run() {
    with!(conn() as t => { t.touch(); let a = [1]; println!("{}", a[2]); });
}
