pub struct Mine;
pub async fn run() -> Result<(), Mine> {
    with!(async conn() as t => { t.ping().await?; });
    Ok(())
}
