pub async fn run() {
    let mut name = "";
    println!("{name}");
    with!(async conn() as t => { name = t.name(); });
    println!("{name}");
}
