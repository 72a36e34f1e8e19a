//! Errors: of the body, and of managers.

use std::error::Error;
use std::fmt;

/// What a body fails with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oops(pub u32);

impl fmt::Display for Oops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "oops {}", self.0)
    }
}

impl Error for Oops {}

/// What a manager fails with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(pub String);

impl Trouble {
    pub fn in_enter(name: &str) -> Self {
        Self(format!("no entering {name}"))
    }

    pub fn in_exit(name: &str) -> Self {
        Self(format!("no exiting {name}"))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Trouble {}

/// What a function fails with that sees both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum App {
    Oops(Oops),
    Trouble(Trouble),
}

impl From<Oops> for App {
    fn from(oops: Oops) -> Self {
        Self::Oops(oops)
    }
}

impl From<Trouble> for App {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl fmt::Display for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Oops(_) => f.write_str("app: oops"),
            Self::Trouble(_) => f.write_str("app: trouble"),
        }
    }
}

impl Error for App {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Oops(oops) => Some(oops),
            Self::Trouble(trouble) => Some(trouble),
        }
    }
}

/// An error type that is no [`Error`].
#[derive(Debug, PartialEq, Eq)]
pub enum Code {
    Seven,
}

impl From<Oops> for Code {
    fn from(_: Oops) -> Self {
        Self::Seven
    }
}

/// Fails with `Oops(number)`.
pub fn fail(number: u32) -> Result<u32, Oops> {
    Err(Oops(std::hint::black_box(number)))
}

/// Is `number`.
pub fn give(number: u32) -> Result<u32, Oops> {
    Ok(std::hint::black_box(number))
}
