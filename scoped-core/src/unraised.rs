//! Errors of `exit` that have nowhere to go.
//!
//! When a body has failed already, panicked, or was left unseen, an error of `exit` cannot be the value
//! of `with!`. It is handed to a hook that the whole process shares, as Python hands such an exception
//! to `sys.unraisablehook`.

use core::fmt;

use crate::outcome::Outcome;

/// An error of `exit` that could not be raised, as the unraised hook is told of it.
#[derive(Clone, Copy)]
pub struct Unraised<'a> {
    manager: &'static str,
    error: &'a dyn fmt::Debug,
    outcome: Outcome<'a>,
}

impl<'a> Unraised<'a> {
    /// The name of the manager's type.
    #[must_use]
    pub const fn manager(&self) -> &'static str {
        self.manager
    }

    /// What `exit` failed with.
    #[must_use]
    pub const fn error(&self) -> &'a dyn fmt::Debug {
        self.error
    }

    /// How the body had ended, as `exit` was told it.
    #[must_use]
    pub const fn outcome(&self) -> Outcome<'a> {
        self.outcome
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
        write!(
            f,
            "unraised exit error of `{manager}`: {error:?} (the body: {outcome})"
        )
    }
}

impl fmt::Debug for Unraised<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unraised")
            .field("manager", &self.manager)
            .field("error", &self.error)
            .field("outcome", &self.outcome)
            .finish()
    }
}

/// Hands an error of an `M`'s `exit` to the hook.
#[cold]
pub(crate) fn report<M>(error: &dyn fmt::Debug, outcome: Outcome<'_>) {
    let unraised = Unraised {
        manager: core::any::type_name::<M>(),
        error,
        outcome,
    };
    #[cfg(feature = "std")]
    hook::call(&unraised);
    // Without `std` there is no safe place to keep a hook.
    #[cfg(not(feature = "std"))]
    let _ = unraised;
}

#[cfg(feature = "std")]
pub use hook::{UnraisedHook, set_unraised_hook, take_unraised_hook};

#[cfg(feature = "std")]
mod hook {
    use std::boxed::Box;
    use std::io::Write as _;
    use std::sync::{Arc, PoisonError, RwLock};

    use super::Unraised;

    /// What [`set_unraised_hook`] takes.
    pub type UnraisedHook = Box<dyn Fn(&Unraised<'_>) + Send + Sync + 'static>;

    static HOOK: RwLock<Option<Arc<UnraisedHook>>> = RwLock::new(None);

    /// Replaces the hook that is told of exit errors that have nowhere to go.
    ///
    /// The default one writes a line to stderr. The hook is the process's, like the panic hook; it is
    /// called on the thread on which `exit` failed, perhaps while that unwinds.
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
        *HOOK.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hook));
    }

    /// Restores the default hook and returns the one that was set.
    ///
    /// The form is [`std::panic::take_hook`]'s.
    #[must_use]
    pub fn take_unraised_hook() -> UnraisedHook {
        let taken = HOOK.write().unwrap_or_else(PoisonError::into_inner).take();
        match taken {
            // Another thread may be in it right now, so it is shared with that call.
            Some(hook) => Box::new(move |unraised| hook(unraised)),
            None => Box::new(write_line),
        }
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
        // A closed stderr must not turn an unraised error into a panic, as `eprintln!` would.
        let _ = std::writeln!(std::io::stderr(), "{unraised}");
    }
}
