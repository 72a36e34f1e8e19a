//! What has nowhere to go: errors of `exit`, and bodies that were left unseen.
//!
//! When a body has failed already, panicked, or was left unseen, an error of `exit` cannot be the value
//! of `with!`. It is handed to a hook that the whole process shares, as Python hands such an exception
//! to `sys.unraisablehook`. A body that is left by a jump that the macro cannot see rolls back, as a rule, where the
//! function goes on as if nothing had happened; so the hook is told of that, too.

#[cfg(feature = "std")]
mod capture;
#[cfg(feature = "std")]
mod hook;

use core::fmt;

use crate::names::{Shown, manager_name};
use crate::outcome::Outcome;

/// What could not be raised, as the unraised hook is told of it: an error of `exit` or, where that did not fail, that
/// the body was left unseen.
#[derive(Clone, Copy)]
pub struct Unraised<'a> {
    manager: &'static str,
    error: Option<&'a dyn fmt::Debug>,
    outcome: Outcome<'a>,
}

impl<'a> Unraised<'a> {
    /// The name of the manager's type or, if a function marked `#[context_manager]` makes it, of that function.
    #[must_use]
    pub const fn manager(&self) -> &'static str {
        self.manager
    }

    /// What `exit` failed with. Where it did not fail, the body was left unseen, and this says so.
    #[must_use]
    pub const fn error(&self) -> &'a dyn fmt::Debug {
        match self.error {
            Some(error) => error,
            None => &LeftUnseen,
        }
    }

    /// Whether `exit` has failed. If not, the body was left by a jump that the macro could not see, and was told
    /// [`Outcome::Unseen`].
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// How the body had ended, as `exit` was told it.
    #[must_use]
    pub const fn outcome(&self) -> Outcome<'a> {
        self.outcome
    }
}

/// Stands for an error where there is none.
struct LeftUnseen;

impl fmt::Debug for LeftUnseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body was left unseen")
    }
}

/// One line, as the default hook writes it.
impl fmt::Display for Unraised<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            manager,
            error,
            outcome,
        } = self;
        let manager = Shown(manager);
        match error {
            Some(error) => write!(
                f,
                "unraised exit error of `{manager}`: {error:?} (the body: {outcome})"
            ),
            None => write!(
                f,
                "`with!` over `{manager}` was left unseen, which is no success: a macro in its body jumps out of it; \
                 write that `return`, `?`, `break` or `continue` outside of the macro, or name the macro in `#![see(..)]`"
            ),
        }
    }
}

impl fmt::Debug for Unraised<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unraised")
            .field("manager", &self.manager)
            .field("error", self.error())
            .field("outcome", &self.outcome)
            .finish()
    }
}

/// Hands an error of an `M`'s `exit` to the hook.
#[cold]
pub(crate) fn report<M>(error: &dyn fmt::Debug, outcome: Outcome<'_>) {
    call_hook(&Unraised {
        manager: manager_name::<M>(),
        error: Some(error),
        outcome,
    });
}

/// Tells the hook that the body of an `M` was left unseen.
#[cold]
pub(crate) fn report_unseen<M>() {
    call_hook(&Unraised {
        manager: manager_name::<M>(),
        error: None,
        outcome: Outcome::Unseen,
    });
}

fn call_hook(unraised: &Unraised<'_>) {
    #[cfg(feature = "std")]
    hook::call(unraised);
    // Without `std` there is no safe place to keep a hook.
    #[cfg(not(feature = "std"))]
    let _ = unraised;
}

#[cfg(feature = "std")]
pub use capture::{Captured, capture_unraised};
#[cfg(feature = "std")]
pub use hook::{UnraisedHook, set_unraised_hook, take_unraised_hook};
