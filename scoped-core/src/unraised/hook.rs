//! The hook of the process.

use core::mem;
use std::boxed::Box;
use std::io::Write as _;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Unraised, capture};

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
    if capture::take(unraised) {
        return;
    }
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
