//! A function that runs when a block ends.

use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::Outcome;

/// Calls a closure when the block ends, unless it is [disarmed](OnExit::disarm).
///
/// The closure's return type is that of `exit`: see [`Exit`](crate::Exit). What the block is lent is the callback
/// itself.
///
/// The idea is `contextlib.ExitStack.callback`, `scopeguard::defer!` and Go's `defer`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{on_exit, with};
///
/// let mut log = Vec::new();
/// with!(on_exit(|outcome| log.push(outcome.to_string())) => { 1 + 1; });
/// assert_eq!(log, ["completed"]);
///
/// with!(on_exit(|_| log.clear()) as callback => { callback.disarm(); });
/// ```
#[must_use = "it does nothing unless it is entered"]
pub fn on_exit<F, X>(callback: F) -> OnExit<F>
where
    F: FnOnce(Outcome<'_>) -> X,
    X: Exit,
{
    OnExit {
        callback: Some(callback),
    }
}

/// The manager that [`on_exit`] makes, and what it lends.
#[derive(Clone, Copy)]
pub struct OnExit<F> {
    callback: Option<F>,
}

impl<F> OnExit<F> {
    /// Drops the callback, so that nothing happens when the block ends.
    pub fn disarm(&mut self) {
        self.callback = None;
    }
}

#[diagnostic::do_not_recommend]
impl<F, X> ContextManager for OnExit<F>
where
    F: FnOnce(Outcome<'_>) -> X,
    X: Exit,
{
    type Value<'a>
        = &'a mut Self
    where
        Self: 'a;
    type Exit = X::Itself;

    fn enter(&mut self) -> Result<&mut Self, EnterError<Self>> {
        Ok(self)
    }

    fn exit(self, outcome: Outcome<'_>) -> X::Itself {
        match self.callback {
            Some(callback) => callback(outcome).itself(),
            None => X::Itself::nothing(),
        }
    }
}

debug_without_closure!(OnExit<; F> {});
