//! An order, placed in one transaction.

use std::time::Duration;

use scoped_core::with;
use sqlx::error::DatabaseError;
use sqlx::{SqliteConnection, SqlitePool};
use tokio::sync::RwLock;
use tokio::time::sleep;

use crate::intake::{Line, Order};
use crate::rejection::Rejection;
use crate::transaction::Transaction;

/// How often an order is tried while others get in its way.
pub(crate) const ATTEMPTS: u32 = 8;
/// Doubled for every attempt.
const FIRST_PAUSE: Duration = Duration::from_millis(1);

const SQLITE_BUSY: u32 = 5;

/// Why an order was rolled back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlaceError {
    /// The order is to blame. The next one goes on.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The database is to blame, and every other order would fail as well.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for PlaceError {
    fn from(error: sqlx::Error) -> Self {
        if is_conflict(&error) {
            Self::Rejected(Rejection::Conflict(error))
        } else {
            Self::Database(error)
        }
    }
}

/// Where the tasks place their orders.
pub(crate) struct Counter {
    pool: SqlitePool,
    /// How long to wait before each commit.
    delay: Duration,
    /// Who has tried often enough is alone at the counter for once.
    turns: RwLock<()>,
}

impl Counter {
    pub(crate) fn new(pool: SqlitePool, delay: Duration) -> Self {
        Self {
            pool,
            delay,
            turns: RwLock::new(()),
        }
    }

    /// Places an order whole, or leaves nothing of it behind. Counts the attempts that ran into somebody
    /// else.
    pub(crate) async fn place(&self, order: &Order, conflicts: &mut u32) -> Result<(), PlaceError> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            if attempt > 1 {
                *conflicts += 1;
                sleep(FIRST_PAUSE * 2_u32.pow(attempt)).await;
            }
            let last = attempt == ATTEMPTS;
            let again = |error: &sqlx::Error| !last && is_conflict(error);
            let (_together, _alone) = if last {
                (None, Some(self.turns.write().await))
            } else {
                (Some(self.turns.read().await), None)
            };

            // A transaction reads first, and hopes that nobody writes until it does. The last attempt
            // takes its turn to write at once, and waits for it if need be.
            let begin = if last {
                "BEGIN IMMEDIATE"
            } else {
                "BEGIN DEFERRED"
            };
            let committed = with!(async Transaction(self.pool.begin_with(begin).await?) as tx => {
                if is_placed(tx, &order.id).await? {
                    return Err(Rejection::Duplicate.into());
                }
                match insert_order(tx, order).await {
                    // Somebody wrote since this transaction began to read. To the block, `continue` is a
                    // success: it commits. But so far nothing is written, so nothing is committed.
                    Err(error) if again(&error) => continue,
                    inserted => inserted?,
                }
                // From here on nobody else can write, and what fails is the order's own fault.
                for (number, line) in (1..).zip(&order.lines) {
                    take_from_stock(tx, &order.id, number, line).await?;
                }
                sleep(self.delay).await;
            });
            match committed {
                // A commit can run into somebody else as well.
                Err(error) if again(&error) => {}
                committed => return Ok(committed?),
            }
        }
    }
}

async fn is_placed(transaction: &mut SqliteConnection, id: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM orders WHERE id = ?)")
        .bind(id)
        .fetch_one(transaction)
        .await
}

async fn insert_order(transaction: &mut SqliteConnection, order: &Order) -> sqlx::Result<()> {
    let pieces = order
        .lines
        .iter()
        .map(|line| i64::from(line.quantity.get()));
    sqlx::query("INSERT INTO orders VALUES (?, ?, ?)")
        .bind(&order.id)
        .bind(&order.customer)
        .bind(pieces.sum::<i64>())
        .execute(transaction)
        .await?;
    Ok(())
}

async fn take_from_stock(
    transaction: &mut SqliteConnection,
    id: &str,
    number: u32,
    line: &Line,
) -> Result<(), PlaceError> {
    let asked = line.quantity.get();
    let left = sqlx::query_scalar("SELECT in_stock FROM items WHERE sku = ?")
        .bind(&line.item)
        .fetch_optional(&mut *transaction)
        .await?;
    let left: i64 = left.ok_or_else(|| Rejection::UnknownItem(line.item.clone()))?;
    if left < i64::from(asked) {
        let item = line.item.clone();
        return Err(Rejection::OutOfStock { item, asked, left }.into());
    }
    sqlx::query("UPDATE items SET in_stock = in_stock - ? WHERE sku = ?")
        .bind(asked)
        .bind(&line.item)
        .execute(&mut *transaction)
        .await?;
    sqlx::query("INSERT INTO order_lines VALUES (?, ?, ?, ?)")
        .bind(id)
        .bind(number)
        .bind(&line.item)
        .bind(asked)
        .execute(&mut *transaction)
        .await?;
    Ok(())
}

/// Whether somebody else's transaction is to blame, so that another attempt may do better.
fn is_conflict(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    // The low byte; above it, SQLite says how it came to that.
    let code = code.and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == SQLITE_BUSY)
}
