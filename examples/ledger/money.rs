//! Money, as whole cents: parsed strictly, never a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{AddAssign, Neg};

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cents(i64);

/// Why a text is not the amount of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AmountError {
    #[error("not written like `1234.56`")]
    Malformed,
    #[error("negative")]
    Negative,
    #[error("zero")]
    Zero,
    #[error("larger than any balance can be")]
    TooLarge,
}

impl Cents {
    pub(crate) const ZERO: Self = Self(0);

    pub(crate) const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// Reads the amount of a transfer: digits, a point, two digits, and nothing else.
    ///
    /// `1.250,00`, `1,250.00`, `12.5` and `+12.50` each mean something to somebody. Guessing which is
    /// how money gets lost.
    pub(crate) fn parse(text: &str) -> Result<Self, AmountError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').ok_or(AmountError::Malformed)?;
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || fraction.len() != 2 || !all_digits(whole) || !all_digits(fraction) {
            return Err(AmountError::Malformed);
        }
        if negative {
            return Err(AmountError::Negative);
        }
        // Nothing but digits is left, so the only thing that can fail is the range.
        match format!("{whole}{fraction}").parse() {
            Ok(0) => Err(AmountError::Zero),
            Ok(cents) => Ok(Self(cents)),
            Err(_) => Err(AmountError::TooLarge),
        }
    }
}

// Plain addition is safe: only amounts that an account could pay are ever added, and all accounts
// together hold far less than an `i64`.
impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Neg for Cents {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        let mut sum = Self::ZERO;
        for amount in amounts {
            sum += amount;
        }
        sum
    }
}

/// `1,234.56`
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn grouped(units: u64) -> String {
            match units {
                0..1000 => units.to_string(),
                _ => format!("{},{:03}", grouped(units / 1000), units % 1000),
            }
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", grouped(cents / 100), cents % 100)
    }
}

impl ToSql for Cents {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Cents {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}
