// What the page's examples use of sqlx 0.9, so that they compile without it.

#[derive(Debug)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;

pub struct Postgres;
pub struct PgConnection;
#[derive(Clone)]
pub struct PgPool;
pub struct Transaction<'c, DB>(PgConnection, std::marker::PhantomData<(&'c (), DB)>);

impl PgPool {
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        Ok(Transaction(PgConnection, std::marker::PhantomData))
    }
}

impl<DB> Transaction<'_, DB> {
    pub async fn commit(self) -> Result<()> {
        Ok(())
    }
    pub async fn rollback(self) -> Result<()> {
        Ok(())
    }
}

impl<DB> std::ops::Deref for Transaction<'_, DB> {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.0
    }
}

impl<DB> std::ops::DerefMut for Transaction<'_, DB> {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}
