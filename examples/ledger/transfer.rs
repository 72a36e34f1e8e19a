//! One transfer, as a row of the file states it.

use crate::fault::Fault;
use crate::money::Cents;
use crate::sheet::{COLUMNS, Row};

pub(crate) struct Transfer<'r> {
    pub(crate) id: &'r str,
    pub(crate) from: &'r str,
    pub(crate) to: &'r str,
    pub(crate) amount: Cents,
    /// The transfer that this one takes back. It may stand further down, but on the same day.
    pub(crate) reverses: Option<&'r str>,
    pub(crate) memo: &'r str,
}

impl<'r> Transfer<'r> {
    pub(crate) fn parse(row: &'r Row) -> Result<Self, Fault> {
        let mut fields = [""; COLUMNS.len()];
        if row.fields.len() != fields.len() {
            return Err(Fault::Fields {
                found: row.fields.len(),
            });
        }
        for (text, bytes) in fields.iter_mut().zip(&row.fields) {
            *text = std::str::from_utf8(bytes).map_err(|_| Fault::Encoding(bytes.to_vec()))?;
        }
        let [id, _, from, to, amount, reverses, memo] = fields;
        if id.is_empty() {
            return Err(Fault::NoId);
        }
        if from == to {
            return Err(Fault::PaysItself(from.to_owned()));
        }
        let amount = Cents::parse(amount).map_err(|why| Fault::Amount {
            text: amount.to_owned(),
            why,
        })?;
        Ok(Self {
            id,
            from,
            to,
            amount,
            reverses: Some(reverses).filter(|id| !id.is_empty()),
            memo,
        })
    }
}
