//! The manager of the inner block: a transaction of the database.

use rusqlite::Connection;
use scoped_core::{ContextManager, Outcome};

/// Commits when the body completed, rolls back when it did anything else.
///
/// The connection is borrowed mutably, so nobody can use it past the transaction while that is open.
pub(crate) struct Transaction<'c> {
    connection: &'c mut Connection,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("BEGIN failed")]
    Begin(#[source] rusqlite::Error),
    #[error("COMMIT failed")]
    Commit {
        source: rusqlite::Error,
        /// The rows whose reference led nowhere, where that was the reason.
        dangling: Vec<u32>,
    },
    #[error("ROLLBACK failed")]
    Rollback(#[source] rusqlite::Error),
}

impl<'c> Transaction<'c> {
    pub(crate) const fn on(connection: &'c mut Connection) -> Self {
        Self { connection }
    }

    fn rollback(&self) -> Result<(), Error> {
        // Some errors, such as a full disk, have already made SQLite roll back.
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.connection
            .execute_batch("ROLLBACK")
            .map_err(Error::Rollback)
    }

    fn dangling(&self) -> rusqlite::Result<Vec<u32>> {
        self.connection
            .prepare("SELECT rowid FROM pragma_foreign_key_check ORDER BY rowid")?
            .query_map([], |row| row.get(0))?
            .collect()
    }
}

impl ContextManager for Transaction<'_> {
    type Value<'a>
        = &'a Connection
    where
        Self: 'a;
    // The error of COMMIT is an error of the block: `with!` is a `Result`, and `?` behind it sees it.
    type Exit = Result<(), Error>;

    fn enter(&mut self) -> Result<&Connection, Error> {
        self.connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(Error::Begin)?;
        Ok(self.connection)
    }

    fn exit(self, outcome: Outcome<'_>) -> Result<(), Error> {
        if outcome.is_failure() {
            return self.rollback();
        }
        let Err(source) = self.connection.execute_batch("COMMIT") else {
            return Ok(());
        };
        // A COMMIT refused for a deferred foreign key leaves the transaction open, which is the one
        // chance to ask for the rows. When the question fails too, the answer to COMMIT stands.
        let dangling = self.dangling().unwrap_or_default();
        // Should that fail as well, it is the graver news: nobody knows what the database holds.
        self.rollback()?;
        Err(Error::Commit { source, dangling })
    }
}
