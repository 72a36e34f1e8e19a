pub async fn run(task: std::pin::Pin<Box<dyn Future<Output = Result<Result<u32, Failed>, Failed>>>>) -> Result<(), Failed> {
    with!(async conn() as t => { t.touch(); task.await?; });
    Ok(())
}
