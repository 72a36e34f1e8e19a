//! What is left of an outcome that has to outlive its block.
//!
//! The teardown of an async function is a future whose type the function's signature names, so that
//! callers see whether it is `Send`. A signature cannot name the lifetime of the outcome that `exit` is
//! told later, so that future owns what it has to know of the outcome.

use super::stand_in::{ErrorText, StandIn as _};
use crate::outcome::{AsyncOutcome, Failure, Outcome};

/// What a teardown asks to be told: an outcome, how the body ended and no more, or nothing.
pub trait FromOutcome {
    /// Takes down what is asked for.
    fn from_outcome(outcome: AsyncOutcome<'_>) -> Self;
}

impl FromOutcome for () {
    #[inline]
    fn from_outcome(_: AsyncOutcome<'_>) {}
}

/// An outcome that borrows nothing. Of an error it has what the error says.
#[derive(Debug)]
pub struct Snapshot {
    ended: Ended,
    text: ErrorText,
}

impl FromOutcome for Snapshot {
    fn from_outcome(outcome: AsyncOutcome<'_>) -> Self {
        let mut text = ErrorText::default();
        if let Some(error) = outcome.error() {
            let _ = text.stand_for(error);
        }
        Self {
            ended: Ended::from_outcome(outcome),
            text,
        }
    }
}

impl Snapshot {
    /// The outcome.
    #[must_use]
    pub fn outcome(&self) -> AsyncOutcome<'_> {
        match self.ended.outcome() {
            Outcome::Failed(_) => Outcome::Failed(Failure::with(self.text.error())),
            outcome => outcome,
        }
    }
}

/// How the body ended, without what an error says: for a teardown that asks no more.
#[derive(Debug)]
pub struct Ended(AsyncOutcome<'static>);

impl FromOutcome for Ended {
    #[inline]
    fn from_outcome(outcome: AsyncOutcome<'_>) -> Self {
        Self(match outcome {
            Outcome::Completed => Outcome::Completed,
            Outcome::Panicked => Outcome::Panicked,
            Outcome::Unseen => Outcome::Unseen,
            Outcome::Failed(_) => Outcome::Failed(Failure::default()),
        })
    }
}

impl Ended {
    /// The outcome.
    #[inline]
    #[must_use]
    pub const fn outcome(&self) -> AsyncOutcome<'static> {
        self.0
    }
}
