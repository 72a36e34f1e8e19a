//! The guard that holds a manager while its block runs.

use core::mem;

use super::reach::Inhabited;
use super::watch::{Left, Sealed, Watcher};
use crate::exit::{Exit, Stop};
use crate::manager::{ContextManager, EnterError};
use crate::outcome::{Failure, Outcome};
use crate::unraised;

/// Holds a manager from before `enter` until `exit` takes it. Its [`Drop`] is the last resort, for the
/// ways out that no landing pad sees.
///
/// The manager stands beside its guard and not in it: `enter` is lent the manager's address, and what
/// stands with that in one place, the optimiser has to keep in memory. So the guard stays in registers,
/// or rather in the control flow.
#[derive(Debug)]
pub struct Guard<'m, M: ContextManager, W: Watcher = Sealed> {
    manager: &'m mut Option<M>,
    entered: Progress,
    watcher: W,
}

/// How many parts of a manager have been entered: for one that is not made of several, one or none. With `FAILED`, if
/// the next one could not be.
///
/// One word, so that with the manager's place it is a pair, which is handed on in two registers.
type Progress = usize;

const FAILED: Progress = 1 << (Progress::BITS - 1);

/// A guard for a body that nothing but a panic can leave unseen.
#[inline]
pub(crate) const fn guard<M: ContextManager>(manager: &mut Option<M>) -> Guard<'_, M> {
    Guard {
        manager,
        entered: 0,
        watcher: Sealed,
    }
}

/// A guard for a body that can be left unseen.
#[inline]
pub(crate) const fn guard_watched<'m, M: ContextManager, W>(
    manager: &'m mut Option<M>,
    watch: &'m W,
) -> Guard<'m, M, &'m W>
where
    &'m W: Watcher,
{
    Guard {
        manager,
        entered: 0,
        watcher: watch,
    }
}

/// Enters the guard's manager; from then on it will be exited.
///
/// # Errors
///
/// That of the manager's `enter`.
#[inline]
#[track_caller]
pub fn enter<'g, M: ContextManager, W: Watcher>(
    guard: &'g mut Guard<'_, M, W>,
) -> Result<M::Value<'g>, Inhabited<EnterError<M>>> {
    let Some(manager) = guard.manager else {
        taken()
    };
    // Any other is not counted: to lend the count would keep the guard in memory.
    if M::IS_SEVERAL {
        return match manager.enter_parts(&mut guard.entered) {
            Ok(value) => Ok(value),
            Err(error) => {
                guard.entered |= FAILED;
                Err(Inhabited::new(error))
            }
        };
    }
    match manager.enter() {
        Ok(value) => {
            guard.entered = 1;
            Ok(value)
        }
        Err(error) => Err(Inhabited::new(error)),
    }
}

impl<M: ContextManager, W: Watcher> Guard<'_, M, W> {
    /// Takes the manager to exit it. It is always there, as this takes the guard with it; but to ask for
    /// less than a panic keeps that out of the hot path.
    #[inline]
    pub(super) fn take(self) -> Option<M> {
        let manager = self.manager.take();
        mem::forget(self);
        manager
    }
}

impl<M: ContextManager, W: Watcher> Guard<'_, M, W> {
    /// The last resort of a manager that is made of several: exits those that have been entered.
    #[cold]
    fn exit_parts(&mut self) {
        let entered = self.entered & !FAILED;
        let Some(manager) = self.manager.take_if(|_| entered > 0) else {
            return;
        };
        let (outcome, unseen) = if entered == self.entered {
            match self.watcher.left_without_awaiting() {
                Left::Panicking => (Outcome::Panicked, false),
                Left::Dropped => (Outcome::Unseen, false),
                Left::Unseen => (Outcome::Unseen, true),
            }
        } else {
            (Outcome::Failed(Failure::default()), false)
        };
        unless_it_aborts(|| {
            if !exit_parts(manager, entered, outcome) && unseen {
                unraised::report_unseen::<M>();
            }
        });
    }
}

impl<M: ContextManager, W: Watcher> Drop for Guard<'_, M, W> {
    #[inline]
    fn drop(&mut self) {
        if M::IS_SEVERAL {
            self.exit_parts();
        } else if self.entered > 0 {
            if let Some(manager) = self.manager.take() {
                match self.watcher.left_without_awaiting() {
                    Left::Panicking => {
                        caught(|| exit(manager, Outcome::Panicked));
                    }
                    Left::Dropped => unless_it_aborts(|| {
                        exit(manager, Outcome::Unseen);
                    }),
                    Left::Unseen => unless_it_aborts(|| {
                        if !exit(manager, Outcome::Unseen) {
                            unraised::report_unseen::<M>();
                        }
                    }),
                }
            }
        }
    }
}

/// Exits where neither a suppression nor an error changes how the body ended. Whether there was an error.
fn exit<M: ContextManager>(manager: M, outcome: Outcome<'static>) -> bool {
    settled::<M>(manager.exit(outcome), outcome)
}

/// The same for as many parts as have been entered.
pub(crate) fn exit_parts<M: ContextManager>(
    manager: M,
    entered: usize,
    outcome: Outcome<'static>,
) -> bool {
    settled::<M>(manager.exit_parts(entered, outcome), outcome)
}

fn settled<M: ContextManager>(answer: M::Exit, outcome: Outcome<'static>) -> bool {
    let failed = answer.has_failed();
    // One of several managers has suppressed the failure for the next one, which has failed.
    if let Some(Stop::Raised(error)) = answer.settle::<M>(outcome).map(M::Exit::into_stop) {
        unraised::report::<M>(&error, outcome);
    }
    failed
}

/// Calls `last_resort` in a destructor.
///
/// A panic that leaves a destructor during unwinding aborts the process. The first panic has told what
/// went wrong, so a second one ends here, after the panic hook has seen it.
pub(crate) fn unless_it_aborts(last_resort: impl FnOnce()) {
    #[cfg(feature = "std")]
    if std::thread::panicking() {
        caught(last_resort);
        return;
    }
    last_resort();
}

/// Calls `last_resort` during unwinding.
#[cold]
pub(crate) fn caught<T>(last_resort: impl FnOnce() -> T) {
    #[cfg(feature = "std")]
    if let Err(payload) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(last_resort)) {
        // Dropping the payload could panic again.
        mem::forget(payload);
    }
    #[cfg(not(feature = "std"))]
    drop(last_resort());
}

/// The manager is taken by value, with the guard: nobody can ask again.
#[cold]
fn taken() -> ! {
    unreachable!("the guard's manager was taken")
}
