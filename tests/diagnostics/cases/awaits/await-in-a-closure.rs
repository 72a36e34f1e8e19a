pub async fn run(ids: &[u32]) {
    with!(async conn() as t => {
        ids.iter().for_each(|_| { t.ping().await; });
    });
}
