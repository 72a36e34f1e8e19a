//! Exits managers one after the other.

use crate::exit::{Exit, Stop};
use crate::manager::{ContextManager, EnterError};
use crate::outcome::{Failure, Outcome};

use super::Combined;
use super::part::Part;

/// Exits managers one after the other, the innermost first. Each is told what a block of its own around the others
/// would tell it.
pub(crate) struct Unwinding<'o, X: Exit> {
    /// How the body ended.
    outcome: Outcome<'o>,
    /// What has become of that since.
    stop: Option<Stop<X::Error>>,
}

impl<'o, X: Exit> Unwinding<'o, X> {
    pub(crate) const fn new(outcome: Outcome<'o>) -> Self {
        Self {
            outcome,
            stop: None,
        }
    }

    /// Exits the next one, if any part of it was entered.
    ///
    /// An error of an inner one is told without its object: all that is known of its type here is `Debug`.
    pub(crate) fn exit<M: ContextManager>(
        &mut self,
        part: Part<M>,
        error_into: impl FnOnce(EnterError<M>) -> X::Error,
    ) {
        let Some((manager, entered)) = part.take() else {
            return;
        };
        let told = match &self.stop {
            None => self.outcome,
            Some(Stop::Suppressed) => Outcome::Completed,
            Some(Stop::Raised(_)) => Outcome::Failed(Failure::default()),
        };
        let answer = manager.exit_parts(entered, told);
        if let Combined(Some(stop)) = Combined::<X>::settled::<M, _>(answer, told, error_into) {
            self.stop = Some(stop);
        }
    }

    /// What they answer together.
    pub(crate) fn end(self) -> Combined<X> {
        Combined(self.stop)
    }
}
