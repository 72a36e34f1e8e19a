//! The file of orders: JSON lines, read whole before the first order is placed.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;

use crate::rejection::{Rejection, legible};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) customer: String,
    pub(crate) lines: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    pub(crate) item: String,
    pub(crate) quantity: NonZeroU32,
}

/// A line of the file. One that is no order costs nothing but itself.
pub(crate) struct Entry {
    pub(crate) line: u32,
    pub(crate) order: Result<Order, Rejection>,
}

#[derive(Debug, thiserror::Error)]
#[error("cannot read {}", path.display())]
pub(crate) struct ReadError {
    path: PathBuf,
    source: io::Error,
}

pub(crate) fn read(path: &Path) -> Result<Vec<Entry>, ReadError> {
    let bytes = fs::read(path).map_err(|source| ReadError {
        path: path.to_path_buf(),
        source,
    })?;
    let entries = (1..)
        .zip(bytes.split(|byte| *byte == b'\n'))
        .filter(|(_, text)| !text.trim_ascii().is_empty())
        .map(|(line, text)| Entry {
            line,
            order: parse(text),
        });
    Ok(entries.collect())
}

fn parse(text: &[u8]) -> Result<Order, Rejection> {
    let malformed = |why: &str| Err(Rejection::Malformed(why.to_owned()));
    match serde_json::from_slice::<Order>(text) {
        Ok(order) if order.id.is_empty() => malformed("the id is empty"),
        Ok(order) if order.lines.is_empty() => malformed("nothing is ordered"),
        Ok(order) => Ok(order),
        Err(error) => {
            // The parser sees one line, and would call each of them line 1.
            let column = error.column();
            let why = error.to_string();
            let place = format!(" at line 1 column {column}");
            let why = why.strip_suffix(&place).unwrap_or(&why);
            malformed(&format!("{}, column {column}", legible(why, 100)))
        }
    }
}
