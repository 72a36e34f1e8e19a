//! The guard that holds an async manager while its block runs.

use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;

/// How far a manager has got, and whether the thread was unwinding already when the block began.
///
/// It is one byte with room left, so that a guard, which the future keeps, is one byte more than its
/// manager.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    /// `enter` is awaited.
    Entering,
    /// The same, in a block that began during unwinding.
    EnteringInUnwinding,
    /// `enter` failed.
    NotEntered,
    /// `enter` succeeded.
    Entered,
    /// The same, in a block that began during unwinding.
    EnteredInUnwinding,
}

impl Stage {
    #[cfg(feature = "std")]
    #[inline]
    fn first() -> Self {
        if std::thread::panicking() {
            Self::EnteringInUnwinding
        } else {
            Self::Entering
        }
    }

    #[cfg(not(feature = "std"))]
    #[inline]
    const fn first() -> Self {
        Self::Entering
    }

    /// `enter` has succeeded.
    #[inline]
    pub const fn succeeded(&mut self) {
        *self = match self {
            Self::EnteringInUnwinding => Self::EnteredInUnwinding,
            _ => Self::Entered,
        };
    }

    /// `enter` has failed.
    #[inline]
    pub const fn failed(&mut self) {
        *self = Self::NotEntered;
    }

    /// Why nothing can be awaited any more; `None` when the manager has nothing to be told.
    #[inline]
    fn reason(self, opaque: bool) -> Option<Abandoned> {
        match self {
            Self::NotEntered => None,
            // As in a block that does not await: whoever panics in `enter` has not entered.
            Self::Entering if panicking() => None,
            Self::Entering | Self::EnteringInUnwinding => Some(Abandoned::Entering),
            Self::Entered if panicking() => Some(Abandoned::Panicked),
            Self::Entered | Self::EnteredInUnwinding if opaque => Some(Abandoned::Unseen),
            Self::Entered | Self::EnteredInUnwinding => Some(Abandoned::Dropped),
        }
    }
}

#[cfg(feature = "std")]
#[inline]
fn panicking() -> bool {
    std::thread::panicking()
}

#[cfg(not(feature = "std"))]
#[inline]
const fn panicking() -> bool {
    false
}

/// Holds an async manager from before `enter` until `exit` takes it. Its [`Drop`] is the last resort,
/// where nothing can await: it abandons the manager.
///
/// `OPAQUE` says that the body holds a macro in which a jump can hide.
#[derive(Debug)]
pub struct AsyncGuard<M: AsyncContextManager, const OPAQUE: bool> {
    held: Option<(M, Stage)>,
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

/// The manager of a guard that was just made, and where to note what becomes of `enter`.
///
/// The expansion calls `enter` itself, because a generic function around that call would make the future
/// of a manager with lifetimes `!Send`; and the value of `enter` may borrow from the manager, so the
/// stage is lent beside it.
#[inline]
pub fn begin<M: AsyncContextManager, const OPAQUE: bool>(
    guard: &mut AsyncGuard<M, OPAQUE>,
) -> (&mut M, &mut Stage) {
    match &mut guard.held {
        Some((manager, stage)) => (manager, stage),
        None => taken(),
    }
}

impl<M: AsyncContextManager, const OPAQUE: bool> AsyncGuard<M, OPAQUE> {
    #[inline]
    fn new(manager: M) -> Self {
        Self {
            held: Some((manager, Stage::first())),
        }
    }
}

/// Takes the manager out to exit it.
#[inline]
pub fn take<M: AsyncContextManager, const OPAQUE: bool>(mut guard: AsyncGuard<M, OPAQUE>) -> M {
    match guard.held.take() {
        Some((manager, _)) => manager,
        None => taken(),
    }
}

/// The manager is taken by value, with the guard: nobody can ask again.
#[cold]
fn taken() -> ! {
    unreachable!("the guard's manager was taken")
}

impl<M: AsyncContextManager, const OPAQUE: bool> Drop for AsyncGuard<M, OPAQUE> {
    #[inline]
    fn drop(&mut self) {
        if let Some((manager, stage)) = self.held.take() {
            if let Some(reason) = stage.reason(OPAQUE) {
                abandon(manager, reason);
            }
        }
    }
}

#[cold]
fn abandon<M: AsyncContextManager>(manager: M, reason: Abandoned) {
    crate::guard::unless_it_aborts(|| manager.abandon(reason));
}
