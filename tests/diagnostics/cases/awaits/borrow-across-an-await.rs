pub fn run() {
    let n = 1;
    spawn(async {
        with!(async conn() as t => { let _ = t.ping().await; println!("{n}"); });
    });
}
