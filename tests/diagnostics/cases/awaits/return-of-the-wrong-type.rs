pub async fn run() -> u32 {
    with!(async conn() as t => { let _ = t.ping().await; return "none"; })
}
