//! One of several managers.

use core::fmt;

use crate::block::{caught, exit_parts};
use crate::manager::{ContextManager, EnterError};
use crate::outcome::{Failure, Outcome};
use crate::unraised;

/// One of several managers, until it is exited. Where another one panics first, it is told of that.
pub(crate) struct Part<M: ContextManager> {
    manager: Option<M>,
    entered: usize,
}

impl<M: ContextManager> Part<M> {
    /// Takes of the parts that were entered those which make up this manager.
    pub(crate) fn new(manager: M, entered: &mut usize) -> Self {
        let own = manager.parts().min(*entered);
        *entered -= own;
        Self {
            manager: Some(manager),
            entered: own,
        }
    }

    /// Takes it out to exit it, with how many parts of it were entered.
    pub(crate) fn take(mut self) -> Option<(M, usize)> {
        Some((self.manager.take()?, self.entered))
    }
}

impl<M: ContextManager> Drop for Part<M> {
    fn drop(&mut self) {
        if let Some(manager) = self.manager.take() {
            caught(|| exit_parts(manager, self.entered, Outcome::Panicked));
        }
    }
}

/// `enter` of several where nobody counts. If one of them fails, those before it cannot be exited, as that takes
/// them by value; so the unraised hook is told.
pub(crate) fn enter_uncounted<M, T>(
    enter: impl FnOnce(&mut usize) -> Result<T, EnterError<M>>,
) -> Result<T, EnterError<M>>
where
    M: ContextManager,
{
    let mut entered = 0;
    let result = enter(&mut entered);
    if result.is_err() && entered > 0 {
        unraised::report::<M>(&NotExited, Outcome::Failed(Failure::default()));
    }
    result
}

/// Stands for the error.
struct NotExited;

impl fmt::Debug for NotExited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "entered by hand, one of its managers has failed, and those before it are not exited; `with!` and `run` exit them",
        )
    }
}
