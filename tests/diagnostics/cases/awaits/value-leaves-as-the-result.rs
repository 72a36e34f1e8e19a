pub async fn run() {
    let name = with!(async conn() as t => { t.name() });
    println!("{name}");
}
