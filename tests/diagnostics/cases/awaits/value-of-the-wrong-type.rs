pub async fn run() -> Result<(), Failed> {
    with!(async conn() as t => {
        let s: String = t.ping().await?;
        drop(s);
    });
    Ok(())
}
