pub async fn run() {
    with!(async conn() as t => { t.ping() });
}
