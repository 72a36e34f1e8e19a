pub struct Mine;
pub fn run() -> Result<(), Mine> {
    with!(conn() as t => { t.read()?; });
    Ok(())
}
