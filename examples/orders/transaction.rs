//! The manager of an order's block: a transaction of the database.

use scoped_core::{Abandoned, AsyncContextManager, AsyncOutcome};
use sqlx::{Sqlite, SqliteConnection};

/// Commits when the body completed, rolls back when it did anything else.
pub(crate) struct Transaction<'c>(pub(crate) sqlx::Transaction<'c, Sqlite>);

impl AsyncContextManager for Transaction<'_> {
    type Value<'a>
        = &'a mut SqliteConnection
    where
        Self: 'a;
    // The error of COMMIT is an error of the block: `with!` is a `Result`.
    type Exit = sqlx::Result<()>;

    async fn enter(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        Ok(&mut self.0)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> sqlx::Result<()> {
        if outcome.is_success() {
            self.0.commit().await
        } else {
            self.0.rollback().await
        }
    }

    /// The task was cancelled, and nothing can be awaited any more. A transaction of sqlx that is
    /// dropped queues its ROLLBACK, which runs before the connection is used again, or closed.
    fn abandon(self, _: Abandoned) {
        drop(self.0);
    }
}
