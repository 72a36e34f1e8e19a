pub async fn run(m: &std::sync::Mutex<u32>) {
    with!(async conn() as t => {
        let g = m.lock().unwrap();
        let _ = t.ping().await;
        drop(g);
    });
}
