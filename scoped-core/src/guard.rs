//! The guard that holds a manager while its block runs.

use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::Outcome;

/// What it means when a guard is dropped with its manager still inside.
pub trait Abrupt {
    /// How the body ended.
    fn outcome(&self) -> Outcome<'static>;
}

/// In a body without an opaque macro and without `.await` there is no jump that the expansion did not
/// see: only unwinding is left.
#[derive(Clone, Copy, Debug)]
pub struct Unwinding;

impl Abrupt for Unwinding {
    #[inline]
    fn outcome(&self) -> Outcome<'static> {
        Outcome::Panicked
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
    #[inline]
    fn outcome(&self) -> Outcome<'static> {
        if std::thread::panicking() && !self.panicking_before {
            Outcome::Panicked
        } else {
            Outcome::Unseen
        }
    }

    #[cfg(not(feature = "std"))]
    #[inline]
    fn outcome(&self) -> Outcome<'static> {
        Outcome::Unseen
    }
}

/// Holds a manager from before `enter` until `exit` takes it. Its [`Drop`] is the last resort, for the
/// ways out that no landing pad sees.
///
/// The type has no bound on `M`, so that a type that is no manager is reported where the guard is made
/// and nowhere else; what its `Drop` is to do, it is told when the manager was entered.
#[derive(Debug)]
pub struct Guard<M: ContextManager, A: Abrupt> {
    manager: Option<M>,
    entered: bool,
    abrupt: A,
}

/// A guard for a body that cannot be left unseen.
#[inline]
pub const fn guard<M: ContextManager>(manager: M) -> Guard<M, Unwinding> {
    Guard {
        manager: Some(manager),
        entered: false,
        abrupt: Unwinding,
    }
}

/// A guard for a body in which a jump can hide.
#[inline]
pub fn guard_unseen<M: ContextManager>(manager: M) -> Guard<M, UnwindingOrUnseen> {
    Guard {
        manager: Some(manager),
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
pub fn enter<M: ContextManager, A: Abrupt>(
    guard: &mut Guard<M, A>,
) -> Result<M::Value<'_>, EnterError<M>> {
    let Guard {
        manager, entered, ..
    } = guard;
    let Some(manager) = manager else { taken() };
    match manager.enter() {
        Ok(value) => {
            *entered = true;
            Ok(value)
        }
        Err(error) => Err(error),
    }
}

impl<M: ContextManager, A: Abrupt> Guard<M, A> {
    /// Takes the manager out to exit it.
    #[inline]
    pub(crate) fn take(mut self) -> M {
        match self.manager.take() {
            Some(manager) => manager,
            None => taken(),
        }
    }
}

impl<M: ContextManager, A: Abrupt> Drop for Guard<M, A> {
    #[inline]
    fn drop(&mut self) {
        if self.entered {
            if let Some(manager) = self.manager.take() {
                exit_abruptly(manager, self.abrupt.outcome());
            }
        }
    }
}

/// Exits a manager whose body did not come to an end that anybody saw.
#[cold]
fn exit_abruptly<M: ContextManager>(manager: M, outcome: Outcome<'static>) {
    unless_it_aborts(|| {
        // Neither a suppression nor an error changes how such a body ended.
        let _: Option<_> = manager.exit(outcome).settle::<M>(outcome);
    });
}

/// Calls `last_resort` in a destructor.
///
/// A panic that leaves a destructor during unwinding aborts the process. The first panic has told what
/// went wrong, so a second one ends here, after the panic hook has seen it.
pub(crate) fn unless_it_aborts(last_resort: impl FnOnce()) {
    #[cfg(feature = "std")]
    if std::thread::panicking() {
        if let Err(payload) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(last_resort)) {
            // Dropping the payload could panic again.
            core::mem::forget(payload);
        }
        return;
    }
    last_resort();
}

/// The manager is taken by value, with the guard: nobody can ask again.
#[cold]
fn taken() -> ! {
    unreachable!("the guard's manager was taken")
}
