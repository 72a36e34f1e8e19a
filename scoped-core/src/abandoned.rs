//! Why an async block could not exit.

use core::fmt;

/// Why [`abandon`](crate::AsyncContextManager::abandon) runs in the place of `exit`: what is left can
/// await nothing any more.
///
/// # Examples
///
/// ```
/// assert_eq!(scoped_core::Abandoned::Dropped.to_string(), "dropped in the body");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Abandoned {
    /// The future was dropped while it awaited `enter`.
    Entering,
    /// The future was dropped while it awaited something in the body.
    ///
    /// Not told when the thread unwinds meanwhile from something else, such as the owner of the future: that is taken
    /// for a panic of the body.
    Dropped,
    /// The thread unwinds, from a panic in the body as a rule.
    Panicked,
    /// The body was left by a jump that the macro could not see, because it stands in the expansion of another macro. The
    /// [unraised hook](crate::set_unraised_hook) is told of it, too.
    Unseen,
}

/// A few words for a log line: `dropped while entering`, `dropped in the body`, `panicked`,
/// `left unseen`.
impl fmt::Display for Abandoned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Entering => "dropped while entering",
            Self::Dropped => "dropped in the body",
            Self::Panicked => "panicked",
            Self::Unseen => "left unseen",
        })
    }
}
