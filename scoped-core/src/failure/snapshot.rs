//! What is left of an outcome that has to outlive its block.
//!
//! The teardown of an async function is a future whose type the function's signature names, so that
//! callers see whether it is `Send`. A signature cannot name the lifetime of the outcome that `exit` is
//! told later, so that future owns what it has to know of the outcome.

use super::error_copy::ErrorCopy;
use super::stand_in::{CopyPlace, StandIn as _};
use crate::outcome::{ErrorObject, Failure, Outcome};

/// What a teardown asks to be told: an outcome, how the body ended and no more, or nothing.
pub trait FromOutcome {
    /// Takes down what is asked for.
    fn from_outcome<E: ErrorObject>(outcome: Outcome<'_, E>) -> Self;

    /// As far as it was taken down.
    fn outcome(&self) -> Outcome<'_, ErrorCopy>;
}

impl FromOutcome for () {
    #[inline]
    fn from_outcome<E: ErrorObject>(_: Outcome<'_, E>) {}

    fn outcome(&self) -> Outcome<'_, ErrorCopy> {
        Outcome::Unseen
    }
}

/// How the body ended, with what an error says.
#[derive(Debug)]
pub struct Snapshot {
    ended: Ended,
    copy: CopyPlace,
}

impl FromOutcome for Snapshot {
    fn from_outcome<E: ErrorObject>(outcome: Outcome<'_, E>) -> Self {
        let mut copy = CopyPlace::default();
        if let Some(error) = outcome.error() {
            let _ = copy.stand_for(error);
        }
        Self {
            ended: Ended::from_outcome(outcome),
            copy,
        }
    }

    fn outcome(&self) -> Outcome<'_, ErrorCopy> {
        match self.ended.0 {
            Outcome::Failed(_) => Outcome::Failed(Failure::with(self.copy.copy())),
            outcome => outcome,
        }
    }
}

/// How the body ended, without what an error says: for a teardown that asks no more.
#[derive(Debug)]
pub struct Ended(Outcome<'static, ErrorCopy>);

impl FromOutcome for Ended {
    #[inline]
    fn from_outcome<E: ErrorObject>(outcome: Outcome<'_, E>) -> Self {
        Self(match outcome {
            Outcome::Completed => Outcome::Completed,
            Outcome::Panicked => Outcome::Panicked,
            Outcome::Unseen => Outcome::Unseen,
            Outcome::Failed(_) => Outcome::Failed(Failure::default()),
        })
    }

    #[inline]
    fn outcome(&self) -> Outcome<'_, ErrorCopy> {
        self.0
    }
}

/// The outcome in a snapshot.
#[inline]
pub fn outcome_in<K: FromOutcome>(snapshot: &K) -> Outcome<'_, ErrorCopy> {
    snapshot.outcome()
}
