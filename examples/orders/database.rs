//! The manager of the database: a pool of connections to a new file.

use std::convert::Infallible;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use scoped_core::{AsyncContextManager, AsyncOutcome, with};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqlitePool};

use crate::catalogue::Item;
use crate::transaction::Transaction;

/// Marks a database as made by this program. The letters `ordr`.
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"ordr");

const SCHEMA: &str = "
    CREATE TABLE items (
        sku      TEXT PRIMARY KEY,
        name     TEXT NOT NULL,
        price    INTEGER NOT NULL CHECK (price > 0),
        opening  INTEGER NOT NULL CHECK (opening >= 0),
        in_stock INTEGER NOT NULL CHECK (in_stock >= 0)
    ) STRICT;
    CREATE TABLE orders (
        id       TEXT PRIMARY KEY,
        customer TEXT NOT NULL,
        pieces   INTEGER NOT NULL CHECK (pieces > 0)
    ) STRICT;
    CREATE TABLE order_lines (
        order_id TEXT NOT NULL REFERENCES orders (id),
        number   INTEGER NOT NULL,
        sku      TEXT NOT NULL REFERENCES items (sku),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (order_id, number)
    ) STRICT;
";

/// How long `SQLite` itself waits for somebody who writes.
const BUSY_TIMEOUT: Duration = Duration::from_millis(500);

/// Lends the pool. At the end of the block, every connection is closed, and with it ends what was
/// begun on it: a dropped transaction is rolled back by then.
pub(crate) struct Database(SqlitePool);

impl Database {
    /// A new database with these items, at `path`, for so many tasks.
    pub(crate) async fn create(path: &Path, items: &[Item], tasks: u32) -> anyhow::Result<Self> {
        check_replaceable(path)?;
        let cannot = || format!("cannot create {}", path.display());
        // Made whole under another name first, in the same folder: then a rename puts it in its place.
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let draft = tempfile::Builder::new()
            .prefix(".orders-")
            .suffix(".partial")
            .tempfile_in(folder)
            .with_context(cannot)?
            .into_temp_path();
        fill(&draft, items).await.with_context(cannot)?;
        for leftover in ["-wal", "-shm"] {
            remove_beside(path, leftover).with_context(cannot)?;
        }
        draft.persist(path).with_context(cannot)?;
        let pool = SqlitePoolOptions::new()
            .max_connections(tasks)
            .connect_with(options(path));
        Ok(Self(pool.await.with_context(cannot)?))
    }
}

impl AsyncContextManager for Database {
    type Value<'a> = &'a SqlitePool;
    type Exit = ();

    async fn enter(&mut self) -> Result<&SqlitePool, Infallible> {
        Ok(&self.0)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {
        self.0.close().await;
    }
}

pub(crate) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY_TIMEOUT)
}

async fn fill(path: &Path, items: &[Item]) -> sqlx::Result<()> {
    let mut connection = options(path).connect().await?;
    with!(async Transaction(connection.begin().await?) as transaction => {
        sqlx::raw_sql(SCHEMA).execute(&mut *transaction).await?;
        let mark = sqlx::AssertSqlSafe(format!("PRAGMA application_id = {APPLICATION_ID}"));
        sqlx::raw_sql(mark).execute(&mut *transaction).await?;
        for item in items {
            sqlx::query("INSERT INTO items VALUES (?1, ?2, ?3, ?4, ?4)")
                .bind(item.sku)
                .bind(item.name)
                .bind(item.price)
                .bind(item.stock)
                .execute(&mut *transaction)
                .await?;
        }
    })?;
    // From now on, who reads and who writes are not in each other's way.
    sqlx::raw_sql("PRAGMA journal_mode = WAL")
        .execute(&mut connection)
        .await?;
    connection.close().await
}

/// Refuses a path that holds anything but an earlier result of this program.
fn check_replaceable(path: &Path) -> anyhow::Result<()> {
    let mut header = Vec::new();
    let read = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        // Asking `SQLite` would leave files beside a database that belongs to somebody else.
        opened => opened.and_then(|file| file.take(72).read_to_end(&mut header)),
    };
    let foreign = || {
        format!(
            "{} is there, and was not made by this program",
            path.display()
        )
    };
    read.with_context(foreign)?;
    let is_ours = header.starts_with(b"SQLite format 3\0")
        && header.get(68..) == Some(&APPLICATION_ID.to_be_bytes());
    ensure!(is_ours, foreign());
    Ok(())
}

/// Removes what a run that was killed left beside its database.
fn remove_beside(path: &Path, suffix: &str) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    match fs::remove_file(name) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
