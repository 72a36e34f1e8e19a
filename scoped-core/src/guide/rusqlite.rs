// What the page's example uses of rusqlite 0.37, so that it compiles without it.

#[derive(Debug)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;

pub struct Connection;

impl Connection {
    pub fn execute_batch(&self, _sql: &str) -> Result<()> {
        Ok(())
    }
}
