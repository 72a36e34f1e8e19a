//! The database: accounts with balances, and the transfers that were booked.

use std::path::Path;

use anyhow::{Context as _, ensure};
use rusqlite::{Connection, OpenFlags, params};
use scoped_core::with;

use crate::accounts::Opening;
use crate::money::Cents;
use crate::transaction::Transaction;

/// Marks a database as made by this program. The letters `ledg`.
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"ledg");

/// A transfer's row number is its line in the file. A reversal may stand above the transfer that it
/// takes back, so that reference is checked when the day is committed, not before.
const SCHEMA: &str = "
    CREATE TABLE accounts (
        number  TEXT PRIMARY KEY,
        holder  TEXT NOT NULL,
        opening INTEGER NOT NULL,
        balance INTEGER NOT NULL CHECK (balance >= 0)
    ) STRICT;
    CREATE TABLE transfers (
        line     INTEGER PRIMARY KEY,
        id       TEXT NOT NULL UNIQUE,
        date     TEXT NOT NULL,
        payer    TEXT NOT NULL REFERENCES accounts (number),
        payee    TEXT NOT NULL REFERENCES accounts (number),
        amount   INTEGER NOT NULL CHECK (amount > 0),
        reverses TEXT REFERENCES transfers (id) DEFERRABLE INITIALLY DEFERRED,
        memo     TEXT NOT NULL
    ) STRICT;
";

pub(crate) struct Bank {
    connection: Connection,
}

/// What an account holds.
pub(crate) struct Account {
    pub(crate) number: String,
    pub(crate) holder: String,
    pub(crate) opening: Cents,
    pub(crate) balance: Cents,
}

impl Bank {
    /// A bank with these accounts, in the empty file at `path`.
    pub(crate) fn create(path: &Path, openings: &[Opening]) -> anyhow::Result<Self> {
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        with!(Transaction::on(&mut connection) as transaction => {
            transaction.execute_batch(SCHEMA)?;
            let mut insert = transaction.prepare("INSERT INTO accounts VALUES (?1, ?2, ?3, ?3)")?;
            for account in openings {
                insert.execute(params![account.number, account.holder, account.balance])?;
            }
        })?;
        Ok(Self { connection })
    }

    /// Refuses a path that holds anything but an earlier result of this program.
    pub(crate) fn check_replaceable(path: &Path) -> anyhow::Result<()> {
        let exists = path
            .try_exists()
            .with_context(|| format!("cannot look for {}", path.display()))?;
        if !exists {
            return Ok(());
        }
        let foreign = || {
            format!(
                "{} is there, and was not made by this program",
                path.display()
            )
        };
        let id: i32 = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|found| found.pragma_query_value(None, "application_id", |row| row.get(0)))
            .with_context(foreign)?;
        ensure!(id == APPLICATION_ID, foreign());
        Ok(())
    }

    pub(crate) const fn transaction(&mut self) -> Transaction<'_> {
        Transaction::on(&mut self.connection)
    }

    pub(crate) fn accounts(&self) -> rusqlite::Result<Vec<Account>> {
        self.connection
            .prepare("SELECT number, holder, opening, balance FROM accounts ORDER BY number")?
            .query_map([], |row| {
                Ok(Account {
                    number: row.get(0)?,
                    holder: row.get(1)?,
                    opening: row.get(2)?,
                    balance: row.get(3)?,
                })
            })?
            .collect()
    }

    pub(crate) fn total(&self) -> rusqlite::Result<Cents> {
        self.connection
            .query_row("SELECT sum(balance) FROM accounts", [], |row| row.get(0))
    }
}
