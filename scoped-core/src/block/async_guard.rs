//! The guard that holds an async manager while its block runs.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::guard::unless_it_aborts;
use super::watch::{Left, Sealed, Watcher, panicking};
use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::unraised;

/// How far a manager has got.
///
/// It is one byte with room left, so that a guard, which the future keeps, is one byte more than its
/// manager.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    /// `enter` is awaited, and not polled just now.
    Entering,
    /// `enter` is polled: if it goes no further, that has panicked.
    PollingEnter,
    /// `enter` failed.
    NotEntered,
    /// `enter` succeeded.
    Entered,
    /// `enter` succeeded, on a thread that was unwinding already.
    EnteredInUnwinding,
}

impl Stage {
    /// `enter` has succeeded.
    #[inline]
    pub fn succeeded(&mut self) {
        *self = if panicking() {
            Self::EnteredInUnwinding
        } else {
            Self::Entered
        };
    }

    /// `enter` has failed.
    #[inline]
    pub const fn failed(&mut self) {
        *self = Self::NotEntered;
    }
}

/// The future of `enter`, which notes when it is polled: one that is dropped otherwise has not panicked, whatever the
/// thread does meanwhile. It hands the stage on, so that the future around it need not keep that as well.
#[derive(Debug)]
pub struct Entering<'f, 's, F> {
    enter: Pin<&'f mut F>,
    stage: Option<&'s mut Stage>,
}

/// Awaits `enter`.
///
/// The expansion calls `enter` itself, because a generic function around that call would make the future
/// of a manager with lifetimes `!Send`.
#[inline]
pub const fn entering<'f, 's, F>(
    enter: Pin<&'f mut F>,
    stage: &'s mut Stage,
) -> Entering<'f, 's, F> {
    Entering {
        enter,
        stage: Some(stage),
    }
}

impl<'s, F: Future> Future for Entering<'_, 's, F> {
    type Output = (F::Output, &'s mut Stage);

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(stage) = self.stage.take() else {
            unreachable!("a future is not polled again when it is ready");
        };
        *stage = Stage::PollingEnter;
        match self.enter.as_mut().poll(context) {
            Poll::Ready(entered) => Poll::Ready((entered, stage)),
            Poll::Pending => {
                *stage = Stage::Entering;
                self.stage = Some(stage);
                Poll::Pending
            }
        }
    }
}

/// Holds an async manager from before `enter` until `exit` takes it. Its [`Drop`] is the last resort,
/// where nothing can await: it abandons the manager.
#[derive(Debug)]
pub struct AsyncGuard<M: AsyncContextManager, W: Watcher = Sealed> {
    held: Option<(M, Stage)>,
    watcher: W,
}

/// A guard for a body that no jump can leave unseen.
#[inline]
pub(crate) const fn async_guard<M: AsyncContextManager>(manager: M) -> AsyncGuard<M> {
    AsyncGuard {
        held: Some((manager, Stage::Entering)),
        watcher: Sealed,
    }
}

/// A guard for a body that a jump can leave unseen.
#[inline]
pub(crate) const fn async_guard_watched<'w, M: AsyncContextManager, W>(
    manager: M,
    watch: &'w W,
) -> AsyncGuard<M, &'w W>
where
    &'w W: Watcher,
{
    AsyncGuard {
        held: Some((manager, Stage::Entering)),
        watcher: watch,
    }
}

/// The manager of a guard that was just made, and where to note what becomes of `enter`. The value of that may borrow
/// from the manager, so the stage is lent beside it.
#[inline]
pub fn begin<M: AsyncContextManager, W: Watcher>(
    guard: &mut AsyncGuard<M, W>,
) -> (&mut M, &mut Stage) {
    match &mut guard.held {
        Some((manager, stage)) => (manager, stage),
        None => taken(),
    }
}

/// Takes the manager out to exit it.
#[inline]
pub fn take<M: AsyncContextManager, W: Watcher>(mut guard: AsyncGuard<M, W>) -> M {
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

impl<M: AsyncContextManager, W: Watcher> Drop for AsyncGuard<M, W> {
    #[inline]
    fn drop(&mut self) {
        let Some((manager, stage)) = self.held.take() else {
            return;
        };
        let reason = match stage {
            // A manager whose `enter` failed or panicked has not entered, and has nothing to be told.
            Stage::PollingEnter | Stage::NotEntered => return,
            Stage::Entering => Abandoned::Entering,
            Stage::Entered | Stage::EnteredInUnwinding => match self
                .watcher
                .left(matches!(stage, Stage::EnteredInUnwinding))
            {
                Left::Panicking => Abandoned::Panicked,
                Left::Dropped => Abandoned::Dropped,
                Left::Unseen => Abandoned::Unseen,
            },
        };
        abandon(manager, reason);
    }
}

#[cold]
fn abandon<M: AsyncContextManager>(manager: M, reason: Abandoned) {
    unless_it_aborts(|| {
        manager.abandon(reason);
        if reason == Abandoned::Unseen {
            unraised::report_unseen::<M>();
        }
    });
}
