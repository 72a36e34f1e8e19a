//! Managers that `exit` leaves intact.

use crate::manager::{ContextManager, EnterError};
use crate::outcome::Outcome;

/// A manager whose `exit` borrows it, so that it can be entered again: `&mut M` is a manager too.
#[diagnostic::on_unimplemented(
    message = "`&mut {Self}` is not a context manager",
    label = "not a context manager",
    note = "a `&mut` is one where the type it points to is, and its `exit` takes `&mut self`"
)]
pub trait Reusable: ContextManager {
    /// Ends the scope, and leaves the manager.
    fn exit(&mut self, outcome: Outcome<'_>) -> Self::Exit;
}

impl<M: Reusable> ContextManager for &mut M {
    type Value<'a>
        = M::Value<'a>
    where
        Self: 'a;
    type Exit = M::Exit;

    #[inline]
    fn enter(&mut self) -> Result<Self::Value<'_>, EnterError<Self>> {
        M::enter(self)
    }

    #[inline]
    fn exit(self, outcome: Outcome<'_>) -> Self::Exit {
        Reusable::exit(self, outcome)
    }
}

/// What a method that is written without a `Result` returns where the manager can fail.
#[inline]
pub fn infallible<T, E>(method: impl FnOnce() -> T) -> Result<T, E> {
    Ok(method())
}
