pub async fn run() {
    with!(async conn() as t => { await t.ping(); });
}
