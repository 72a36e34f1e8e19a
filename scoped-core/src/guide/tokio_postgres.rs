// What the page's examples use of tokio-postgres 0.7, so that they compile without it.

#[derive(Debug)]
pub struct Error;
pub struct Client;
pub struct Transaction<'a>(#[allow(dead_code)] &'a mut Client);

impl Client {
    pub async fn transaction(&mut self) -> Result<Transaction<'_>, Error> {
        Ok(Transaction(self))
    }
}

impl Transaction<'_> {
    pub async fn execute(
        &self,
        _statement: &str,
        _params: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, Error> {
        Ok(1)
    }
    pub async fn commit(self) -> Result<(), Error> {
        Ok(())
    }
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(())
    }
}

pub trait ToSql {}
impl<T: ?Sized> ToSql for T {}
