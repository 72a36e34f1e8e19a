pub async fn run() {
    loop {
        with!(async conn() as t => { t.touch(); async { break }.await; });
    }
}
