//! The guard that holds a manager while its block runs.

use core::mem;

use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::Outcome;

/// What it means when a guard is dropped with its manager still inside.
pub trait Abrupt {
    /// Exits for the last time there is, and says how the body ended.
    fn last_resort(&self, exit: impl FnOnce(Outcome<'static>));
}

/// In a body without an opaque macro and without `.await` there is no jump that the expansion did not
/// see: only unwinding is left.
#[derive(Clone, Copy, Debug)]
pub struct Unwinding;

impl Abrupt for Unwinding {
    /// Does not ask the thread what is known. All that calls this is a landing pad for panics, and a
    /// question in there costs the hot path a register.
    #[inline]
    fn last_resort(&self, exit: impl FnOnce(Outcome<'static>)) {
        caught(|| exit(Outcome::Panicked));
    }
}

/// In other bodies the thread has to be asked.
#[derive(Clone, Copy, Debug)]
pub struct UnwindingOrUnseen {
    /// Whether the thread was unwinding already when the block began: a block in a destructor is told
    /// its own outcome, not that of the unwinding around it.
    #[cfg(feature = "std")]
    panicking_before: bool,
}

impl Abrupt for UnwindingOrUnseen {
    #[cfg(feature = "std")]
    #[cold]
    fn last_resort(&self, exit: impl FnOnce(Outcome<'static>)) {
        let outcome = if std::thread::panicking() && !self.panicking_before {
            Outcome::Panicked
        } else {
            Outcome::Unseen
        };
        unless_it_aborts(|| exit(outcome));
    }

    #[cfg(not(feature = "std"))]
    #[cold]
    fn last_resort(&self, exit: impl FnOnce(Outcome<'static>)) {
        exit(Outcome::Unseen);
    }
}

/// Holds a manager from before `enter` until `exit` takes it. Its [`Drop`] is the last resort, for the
/// ways out that no landing pad sees.
///
/// The manager stands beside its guard and not in it: `enter` is lent the manager's address, and what
/// stands with that in one place, the optimiser has to keep in memory. So the guard stays in registers,
/// or rather in the control flow.
#[derive(Debug)]
pub struct Guard<'m, M: ContextManager, A: Abrupt> {
    manager: &'m mut Option<M>,
    entered: bool,
    abrupt: A,
}

/// The place of a manager.
///
/// Without a bound: rustc would look in the user's expression for the part that does not meet it, report
/// that, and report the whole again where the guard is made.
#[inline]
pub const fn hold<M>(manager: M) -> Option<M> {
    Some(manager)
}

/// A guard for a body that cannot be left unseen.
#[inline]
pub const fn guard<M: ContextManager>(manager: &mut Option<M>) -> Guard<'_, M, Unwinding> {
    Guard {
        manager,
        entered: false,
        abrupt: Unwinding,
    }
}

/// A guard for a body in which a jump can hide.
#[inline]
pub fn guard_unseen<M: ContextManager>(manager: &mut Option<M>) -> Guard<'_, M, UnwindingOrUnseen> {
    Guard {
        manager,
        entered: false,
        abrupt: UnwindingOrUnseen {
            #[cfg(feature = "std")]
            panicking_before: std::thread::panicking(),
        },
    }
}

/// Enters the guard's manager; from then on it will be exited.
///
/// # Errors
///
/// That of the manager's `enter`.
#[inline]
pub fn enter<'g, M: ContextManager, A: Abrupt>(
    guard: &'g mut Guard<'_, M, A>,
) -> Result<M::Value<'g>, EnterError<M>> {
    let Some(manager) = guard.manager else {
        taken()
    };
    let value = manager.enter()?;
    guard.entered = true;
    Ok(value)
}

impl<M: ContextManager, A: Abrupt> Guard<'_, M, A> {
    /// Takes the manager to exit it. It is always there, as this takes the guard with it; but to ask for
    /// less than a panic keeps that out of the hot path.
    #[inline]
    pub(crate) fn take(self) -> Option<M> {
        let manager = self.manager.take();
        mem::forget(self);
        manager
    }
}

impl<M: ContextManager, A: Abrupt> Drop for Guard<'_, M, A> {
    #[inline]
    fn drop(&mut self) {
        if self.entered {
            if let Some(manager) = self.manager.take() {
                self.abrupt.last_resort(|outcome| {
                    // Neither a suppression nor an error changes how such a body ended.
                    let _: Option<_> = manager.exit(outcome).settle::<M>(outcome);
                });
            }
        }
    }
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
fn caught(last_resort: impl FnOnce()) {
    #[cfg(feature = "std")]
    if let Err(payload) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(last_resort)) {
        // Dropping the payload could panic again.
        mem::forget(payload);
    }
    #[cfg(not(feature = "std"))]
    last_resort();
}

/// The manager is taken by value, with the guard: nobody can ask again.
#[cold]
fn taken() -> ! {
    unreachable!("the guard's manager was taken")
}
