pub struct Row { pub id: u64 }
pub fn run() -> Row {
    Row { id: with!(conn() as t => { t.id }) }
}
