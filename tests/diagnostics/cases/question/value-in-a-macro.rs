pub fn run() -> Result<Vec<String>, Failed> {
    let rows = with!(conn() as t => { vec![t.read()?] });
    Ok(rows)
}
