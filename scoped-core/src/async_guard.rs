//! The guard that holds an async manager while its block runs.

use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;

/// How far a manager has got.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    /// `enter` is awaited.
    Entering,
    /// `enter` failed.
    NotEntered,
    /// `enter` succeeded.
    Entered,
}

/// Holds an async manager from before `enter` until `exit` takes it. Its [`Drop`] is the last resort,
/// where nothing can await: it abandons the manager.
///
/// `OPAQUE` says that the body holds a macro in which a jump can hide.
#[derive(Debug)]
pub struct AsyncGuard<M: AsyncContextManager, const OPAQUE: bool> {
    /// The manager, until it exits. Public for the expansion: `enter` is called on it in place, because
    /// a generic function around the call would make the future of a manager with lifetimes `!Send`.
    pub manager: Option<M>,
    /// How far the manager has got. Public like `manager`: the value borrows from that one then.
    pub stage: Stage,
    /// Whether the thread was unwinding already when the block began.
    #[cfg(feature = "std")]
    panicking_before: bool,
}

/// A guard for a body that cannot be left unseen.
#[inline]
pub fn async_guard<M: AsyncContextManager>(manager: M) -> AsyncGuard<M, false> {
    AsyncGuard::new(manager)
}

/// A guard for a body in which a jump can hide.
#[inline]
pub fn async_guard_unseen<M: AsyncContextManager>(manager: M) -> AsyncGuard<M, true> {
    AsyncGuard::new(manager)
}

/// The manager of a guard that was just made.
#[inline]
pub fn present<M>(manager: &mut Option<M>) -> &mut M {
    match manager {
        Some(manager) => manager,
        None => unreachable!("the guard's manager was taken"),
    }
}

impl<M: AsyncContextManager, const OPAQUE: bool> AsyncGuard<M, OPAQUE> {
    #[inline]
    fn new(manager: M) -> Self {
        Self {
            manager: Some(manager),
            stage: Stage::Entering,
            #[cfg(feature = "std")]
            panicking_before: std::thread::panicking(),
        }
    }

    /// Whether the thread has begun to unwind since the block began.
    #[cfg(feature = "std")]
    #[inline]
    fn unwinds(&self) -> bool {
        std::thread::panicking() && !self.panicking_before
    }

    #[cfg(not(feature = "std"))]
    #[inline]
    fn unwinds(&self) -> bool {
        let _ = self;
        false
    }

    /// Why nothing can be awaited any more; `None` when the manager has nothing to be told.
    #[inline]
    fn reason(&self) -> Option<Abandoned> {
        match (self.stage, self.unwinds()) {
            (Stage::Entered, true) => Some(Abandoned::Panicked),
            (Stage::Entered, false) if OPAQUE => Some(Abandoned::Unseen),
            (Stage::Entered, false) => Some(Abandoned::Dropped),
            (Stage::Entering, false) => Some(Abandoned::Entering),
            // As in a block that does not await: whoever panics in `enter` has not entered.
            (Stage::Entering, true) | (Stage::NotEntered, _) => None,
        }
    }
}

/// Takes the manager out to exit it.
#[inline]
pub fn take<M: AsyncContextManager, const OPAQUE: bool>(mut guard: AsyncGuard<M, OPAQUE>) -> M {
    match guard.manager.take() {
        Some(manager) => manager,
        None => unreachable!("the guard's manager was taken"),
    }
}

impl<M: AsyncContextManager, const OPAQUE: bool> Drop for AsyncGuard<M, OPAQUE> {
    #[inline]
    fn drop(&mut self) {
        if let Some(manager) = self.manager.take() {
            if let Some(reason) = self.reason() {
                abandon(manager, reason);
            }
        }
    }
}

#[cold]
fn abandon<M: AsyncContextManager>(manager: M, reason: Abandoned) {
    crate::guard::unless_it_aborts(|| manager.abandon(reason));
}
