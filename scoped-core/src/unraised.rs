//! What has nowhere to go: errors of `exit`, and bodies that were left unseen.
//!
//! When a body has failed already, panicked, or was left unseen, an error of `exit` cannot be the value
//! of `with!`. It is handed to a hook that the whole process shares, as Python hands such an exception
//! to `sys.unraisablehook`. A body that is left by a jump that the macro cannot see rolls back, as a rule, where the
//! function goes on as if nothing had happened; so the hook is told of that, too.

use core::fmt;

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
    /// The name of the manager's type.
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
        manager: core::any::type_name::<M>(),
        error: Some(error),
        outcome,
    });
}

/// Tells the hook that the body of an `M` was left unseen.
#[cold]
pub(crate) fn report_unseen<M>() {
    call_hook(&Unraised {
        manager: core::any::type_name::<M>(),
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
pub use hook::{UnraisedHook, set_unraised_hook, take_unraised_hook};

#[cfg(feature = "std")]
mod hook {
    use core::mem;
    use std::boxed::Box;
    use std::io::Write as _;
    use std::sync::{Arc, PoisonError, RwLock};

    use super::Unraised;

    /// What [`set_unraised_hook`] takes.
    pub type UnraisedHook = Box<dyn Fn(&Unraised<'_>) + Send + Sync + 'static>;

    static HOOK: RwLock<Option<Arc<UnraisedHook>>> = RwLock::new(None);

    /// Replaces the hook that is told of exit errors that have nowhere to go, and of bodies that were left unseen.
    ///
    /// The default one writes a line to stderr; of a body that was left unseen, in builds with debug assertions
    /// only. The hook is the process's, like the panic hook; it is
    /// called on the thread on which `exit` ran, perhaps while that unwinds.
    ///
    /// The idea is Python's `sys.unraisablehook`, the form [`std::panic::set_hook`].
    ///
    /// # Examples
    ///
    /// ```
    /// scoped_core::set_unraised_hook(Box::new(|unraised| {
    ///     eprintln!("ALERT {}: {:?}", unraised.manager(), unraised.error());
    /// }));
    /// # let _ = scoped_core::take_unraised_hook();
    /// ```
    pub fn set_unraised_hook(hook: UnraisedHook) {
        // What the hook before it does when it is dropped is done without the lock: it may ask for the hook.
        let before = replace(Some(Arc::new(hook)));
        drop(before);
    }

    /// Restores the default hook and returns the one that was set.
    ///
    /// The form is [`std::panic::take_hook`]'s.
    #[must_use]
    pub fn take_unraised_hook() -> UnraisedHook {
        match replace(None) {
            // Another thread may be in it right now, so it is shared with that call.
            Some(hook) => Box::new(move |unraised| hook(unraised)),
            None => Box::new(write_line),
        }
    }

    fn replace(hook: Option<Arc<UnraisedHook>>) -> Option<Arc<UnraisedHook>> {
        let mut current = HOOK.write().unwrap_or_else(PoisonError::into_inner);
        mem::replace(&mut *current, hook)
    }

    pub(super) fn call(unraised: &Unraised<'_>) {
        // The hook is cloned out, so that it may itself set or take the hook.
        let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner).clone();
        match hook {
            Some(hook) => hook(unraised),
            None => write_line(unraised),
        }
    }

    fn write_line(unraised: &Unraised<'_>) {
        if !unraised.has_failed() && !cfg!(debug_assertions) {
            return;
        }
        // A closed stderr must not turn an unraised error into a panic, as `eprintln!` would.
        let _ = std::writeln!(std::io::stderr(), "{unraised}");
    }
}
