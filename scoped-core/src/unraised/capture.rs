//! Collects what cannot be raised, for a test to look at.

use core::cell::RefCell;
use core::fmt;
use std::string::{String, ToString as _};
use std::vec::Vec;

use super::Unraised;

std::thread_local! {
    /// What each call of [`capture_unraised`] on this thread has collected so far, the innermost last.
    static COLLECTED: RefCell<Vec<Vec<Captured>>> = const { RefCell::new(Vec::new()) };
}

/// What [`capture_unraised`] keeps of an [`Unraised`]: what that says, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    manager: &'static str,
    error: String,
    outcome: String,
    has_failed: bool,
    line: String,
}

impl Captured {
    /// The name of the manager's type or function: see [`Unraised::manager`].
    #[must_use]
    pub const fn manager(&self) -> &'static str {
        self.manager
    }

    /// What `exit` failed with, as its `Debug` writes it.
    #[must_use]
    pub fn error(&self) -> &str {
        &self.error
    }

    /// How the body had ended, as [`Outcome`](crate::Outcome) writes it.
    #[must_use]
    pub fn outcome(&self) -> &str {
        &self.outcome
    }

    /// Whether `exit` has failed: see [`Unraised::has_failed`].
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        self.has_failed
    }
}

/// The line that the default hook writes.
impl fmt::Display for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

/// Calls `body`, and returns with its value what would have reached the unraised hook from this thread meanwhile. It is
/// for tests, which share a process and so its hook. A call inside another one has its own part alone.
///
/// When `body` panics, so does this, and what was collected is dropped.
///
/// The idea is that of `test.support.catch_unraisable_exception`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{Outcome, capture_unraised, on_exit, with};
///
/// let flush = |_: Outcome<'_>| -> Result<(), &str> { Err("disk full") };
/// let (result, unraised) = capture_unraised(|| -> Result<(), &str> {
///     with!(on_exit(flush) => {
///         Err("no such user")?;
///     })
/// });
/// assert_eq!(result, Err("no such user"));
/// assert_eq!(unraised.len(), 1);
/// assert_eq!(unraised[0].error(), "\"disk full\"");
/// ```
pub fn capture_unraised<T>(body: impl FnOnce() -> T) -> (T, Vec<Captured>) {
    /// Takes out again what was begun, also when the body panics.
    struct Collecting;
    impl Collecting {
        fn end(self) -> Vec<Captured> {
            core::mem::forget(self);
            pop()
        }
    }
    impl Drop for Collecting {
        fn drop(&mut self) {
            drop(pop());
        }
    }
    fn pop() -> Vec<Captured> {
        COLLECTED.with_borrow_mut(Vec::pop).unwrap_or_default()
    }

    COLLECTED.with_borrow_mut(|collected| collected.push(Vec::new()));
    let collecting = Collecting;
    let value = body();
    (value, collecting.end())
}

/// Keeps it, if this thread collects. While a thread ends, there is nothing left to collect into.
pub(super) fn take(unraised: &Unraised<'_>) -> bool {
    // It is written before anything is borrowed: the error's `Debug` is the user's.
    let collects = COLLECTED
        .try_with(|collected| !collected.borrow().is_empty())
        .unwrap_or(false);
    if !collects {
        return false;
    }
    let captured = Captured {
        manager: unraised.manager(),
        error: std::format!("{:?}", unraised.error()),
        outcome: unraised.outcome().to_string(),
        has_failed: unraised.has_failed(),
        line: unraised.to_string(),
    };
    COLLECTED.with_borrow_mut(|collected| {
        if let Some(innermost) = collected.last_mut() {
            innermost.push(captured);
        }
    });
    true
}
