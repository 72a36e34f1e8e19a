//! What is left of an outcome that has to outlive its block.
//!
//! The teardown of an async function is a future whose type the function's signature names, so that
//! callers see whether it is `Send`. A signature cannot name the lifetime of the outcome that `exit` is
//! told later, so that future owns what it has to know of the outcome.

use crate::mirror::{Mirror, Reflect};
use crate::outcome::{Failure, Outcome};

/// What a teardown asks to be told: an outcome, or nothing.
pub trait FromOutcome {
    /// Takes down what is asked for.
    fn from_outcome(outcome: Outcome<'_>) -> Self;
}

impl FromOutcome for () {
    #[inline]
    fn from_outcome(_: Outcome<'_>) {}
}

/// An outcome that borrows nothing. Of an error it has what the error says.
#[derive(Debug)]
pub struct Snapshot(Ending);

#[derive(Debug)]
enum Ending {
    /// One that has no error to lend.
    Plain(Outcome<'static>),
    Failed(Mirror),
}

impl FromOutcome for Snapshot {
    fn from_outcome(outcome: Outcome<'_>) -> Self {
        Self(match outcome {
            Outcome::Completed => Ending::Plain(Outcome::Completed),
            Outcome::Panicked => Ending::Plain(Outcome::Panicked),
            Outcome::Unseen => Ending::Plain(Outcome::Unseen),
            Outcome::Failed(failure) => {
                let mut mirror = Mirror::default();
                if let Some(error) = failure.error() {
                    let _ = mirror.reflect(error);
                }
                Ending::Failed(mirror)
            }
        })
    }
}

impl Snapshot {
    /// The outcome.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        match &self.0 {
            Ending::Plain(outcome) => *outcome,
            Ending::Failed(mirror) => Outcome::Failed(
                mirror
                    .reflected()
                    .map_or(Failure::without_error(), Failure::new),
            ),
        }
    }
}
