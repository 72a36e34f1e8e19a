//! Managers that `exit` leaves intact.

use core::future::Future;

use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::manager::ContextManager;
use crate::outcome::{AsyncOutcome, Outcome};

/// A manager whose `exit` borrows it, so that it can be entered again. The attribute makes a manager of
/// `&mut M` as well; an impl for every `&mut M` here would be reported twice where `M` is not reusable.
pub trait Reusable: ContextManager {
    /// Ends the scope, and leaves the manager.
    fn exit(&mut self, outcome: Outcome<'_>) -> Self::Exit;
}

/// [`Reusable`], where exiting awaits.
pub trait AsyncReusable: AsyncContextManager {
    /// Ends the scope, and leaves the manager.
    fn exit(&mut self, outcome: AsyncOutcome<'_>) -> impl Future<Output = Self::Exit>;
}

/// The `abandon` that borrows the manager. It is a method of a trait, as `exit` is, and not one of the user's
/// type: there, clippy asks for it to be `const`, or for what else only a method of the user can be.
pub trait Abandon: AsyncContextManager {
    /// Runs where nothing can await any more.
    fn abandon(&mut self, reason: Abandoned);
}

/// What a method that is written without a `Result` returns where the manager can fail.
///
/// # Errors
///
/// Never.
#[inline]
pub fn infallible<T, E>(method: impl FnOnce() -> T) -> Result<T, E> {
    Ok(method())
}

/// Fixes the type of an `async` block, which has no place to write it, by a `return` that is never
/// reached.
pub fn unreached<T>() -> T {
    unreachable!("the `return` is never reached")
}
