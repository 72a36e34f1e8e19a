//! What can be wrong with a row, and costs its day.

use crate::money::{AmountError, Cents};
use crate::quote::quote;
use crate::sheet::COLUMNS;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("expected {} fields, found {found}", COLUMNS.len())]
    Fields { found: usize },
    #[error("not UTF-8: {}", quote(.0))]
    Encoding(Vec<u8>),
    #[error("the transfer has no id")]
    NoId,
    #[error("amount {}: {why}", quote(text))]
    Amount { text: String, why: AmountError },
    #[error("account {} pays itself", quote(.0))]
    PaysItself(String),
    #[error("unknown account {}", quote(.0))]
    UnknownAccount(String),
    #[error("overdraft: account {number} holds {balance}, {amount} to be paid")]
    Overdraft {
        number: String,
        balance: Cents,
        amount: Cents,
    },
    #[error("transfer {} is booked already", quote(.0))]
    BookedAlready(String),
    #[error("COMMIT: {why}: {} is not booked", quote(reverses))]
    Commit {
        why: rusqlite::Error,
        reverses: Vec<u8>,
    },
}
