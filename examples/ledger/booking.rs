//! A day's transfers, booked in one transaction.

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, params};
use scoped_core::with;

use crate::bank::Bank;
use crate::date::Date;
use crate::fault::Fault;
use crate::money::Cents;
use crate::sheet::{REVERSES, Row};
use crate::transaction;
use crate::transfer::Transfer;

/// Why a day was rolled back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DayError {
    /// A row is to blame. The next day goes on.
    #[error("line {line}: {fault}")]
    Row { line: u32, fault: Fault },
    /// The database is to blame, and every other day would fail as well.
    #[error(transparent)]
    Transaction(#[from] transaction::Error),
    /// The same, of a statement in between.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
}

/// Books all rows of a day, or none. Returns the sum of their amounts.
pub(crate) fn book_day(bank: &mut Bank, date: Date, rows: &[Row]) -> Result<Cents, DayError> {
    let booked = with!(bank.transaction() as transaction => {
        let mut sum = Cents::ZERO;
        for row in rows {
            let transfer = Transfer::parse(row).map_err(|fault| at(row, fault))?;
            book(transaction, date, row, &transfer)?;
            sum += transfer.amount;
        }
        sum
    });
    booked.map_err(|error| blame(error, rows))
}

fn book(
    transaction: &Connection,
    date: Date,
    row: &Row,
    transfer: &Transfer<'_>,
) -> Result<(), DayError> {
    let balance = |number: &str| {
        transaction
            .query_row(
                "SELECT balance FROM accounts WHERE number = ?",
                [number],
                |row| row.get::<_, Cents>(0),
            )
            .optional()?
            .ok_or_else(|| at(row, Fault::UnknownAccount(number.to_owned())))
    };
    let &Transfer {
        from, to, amount, ..
    } = transfer;
    let held = balance(from)?;
    balance(to)?;
    if held < amount {
        let number = from.to_owned();
        return Err(at(
            row,
            Fault::Overdraft {
                number,
                balance: held,
                amount,
            },
        ));
    }

    let &Transfer {
        id, reverses, memo, ..
    } = transfer;
    transaction
        .execute(
            "INSERT INTO transfers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                row.line,
                id,
                date.to_string(),
                from,
                to,
                amount,
                reverses,
                memo
            ],
        )
        .map_err(|error| match error.sqlite_error_code() {
            // The accounts and the amount are known to be good, so this can only be the id.
            Some(ErrorCode::ConstraintViolation) => at(row, Fault::BookedAlready(id.to_owned())),
            _ => DayError::Database(error),
        })?;
    let mut change =
        transaction.prepare("UPDATE accounts SET balance = balance + ? WHERE number = ?")?;
    change.execute(params![-amount, from])?;
    change.execute(params![amount, to])?;
    Ok(())
}

fn at(row: &Row, fault: Fault) -> DayError {
    DayError::Row {
        line: row.line,
        fault,
    }
}

/// Finds the row that made a COMMIT fail, if it was a row.
fn blame(error: transaction::Error, rows: &[Row]) -> DayError {
    match error {
        transaction::Error::Commit { source, dangling } => {
            let row = rows.iter().find(|row| dangling.contains(&row.line));
            match row {
                Some(row) => {
                    let reverses = row.fields.get(REVERSES).unwrap_or_default().to_vec();
                    at(
                        row,
                        Fault::Commit {
                            why: source,
                            reverses,
                        },
                    )
                }
                None => transaction::Error::Commit { source, dangling }.into(),
            }
        }
        error => error.into(),
    }
}
