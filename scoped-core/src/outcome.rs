//! How a body ended, as `exit` is told it.

use core::error::Error;
use core::fmt;

/// How the body of a block ended.
///
/// Python's `__exit__` is given `(type, value, traceback)` or three `None`; this is the same, with a
/// word for each way out.
///
/// # Examples
///
/// ```
/// use scoped_core::{Failure, Outcome};
/// use std::io;
///
/// let error = io::Error::new(io::ErrorKind::NotFound, "no such table");
/// let outcome = Outcome::Failed(Failure::new(&error));
///
/// assert!(outcome.is_failure());
/// assert_eq!(outcome.to_string(), "failed: no such table");
/// assert_eq!(outcome.downcast_ref::<io::Error>().map(io::Error::kind), Some(io::ErrorKind::NotFound));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// The body reached its end with a value that is no `Err`, or left by `return`, `break` or `continue`.
    Completed,
    /// The body's value is an `Err`, it left by `return Err(..)`, or by `?`.
    Failed(Failure<'a>),
    /// The body panicked; unwinding goes on after `exit`.
    Panicked,
    /// The body was left by a jump that the macro could not see, because it stands in the expansion
    /// of another macro, or its future was dropped. Whether that is good or bad is not known, so it
    /// never counts as success.
    Unseen,
}

impl<'a> Outcome<'a> {
    /// Whether the body is known to have ended well: [`Completed`](Self::Completed).
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self, Self::Completed)
    }

    /// Whether the body is not known to have ended well: everything but [`Completed`](Self::Completed).
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        !self.is_success()
    }

    /// The error that the body failed with.
    ///
    /// `None` after a success, a panic or an unseen jump, after `?` on an `Option`, and where the
    /// error's type is no [`Error`].
    #[must_use]
    pub const fn error(&self) -> Option<&'a (dyn Error + 'static)> {
        match self {
            Self::Failed(failure) => failure.error(),
            _ => None,
        }
    }

    /// The error that the body failed with, if it is an `E`.
    ///
    /// To look through the errors that it wraps as well, use [`find`](Self::find).
    #[must_use]
    pub fn downcast_ref<E: Error + 'static>(&self) -> Option<&'a E> {
        self.error()?.downcast_ref()
    }

    /// The first `E` among the error that the body failed with and, along
    /// [`source`](Error::source), the errors that it wraps.
    ///
    /// # Examples
    ///
    /// ```
    /// use scoped_core::{Failure, Outcome};
    /// use std::{error::Error, fmt, io};
    ///
    /// #[derive(Debug)]
    /// struct Load(io::Error);
    /// impl fmt::Display for Load {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("load") }
    /// }
    /// impl Error for Load {
    ///     fn source(&self) -> Option<&(dyn Error + 'static)> { Some(&self.0) }
    /// }
    ///
    /// let error = Load(io::ErrorKind::TimedOut.into());
    /// let outcome = Outcome::Failed(Failure::new(&error));
    /// assert!(outcome.downcast_ref::<io::Error>().is_none());
    /// assert!(outcome.find::<io::Error>().is_some());
    /// ```
    #[must_use]
    pub fn find<E: Error + 'static>(&self) -> Option<&'a E> {
        let mut error = self.error();
        while let Some(current) = error {
            if let Some(found) = current.downcast_ref() {
                return Some(found);
            }
            error = current.source();
        }
        None
    }
}

/// One or two words, and the error where there is one: `completed`, `failed: no such table`, `failed`,
/// `panicked`, `left unseen`.
impl fmt::Display for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => f.write_str("completed"),
            Self::Failed(failure) => failure.fmt(f),
            Self::Panicked => f.write_str("panicked"),
            Self::Unseen => f.write_str("left unseen"),
        }
    }
}

/// A failure of the body: with its error, where the error's type lets itself be seen.
///
/// `with!` sees errors that implement [`Error`], and what lends one through `Deref`:
/// `anyhow::Error`, `eyre::Report`, `Box<dyn Error>` and the like. A `String`, or an enum that is no
/// [`Error`], is a failure without an error object.
///
/// An outcome may have to cross threads with the future of an async `exit`, so it can lend an error
/// itself only if that is `Sync`. Of any other, such as a `Box<dyn Error>` without `Send + Sync`, it lends
/// a stand-in that prints the same, with the same sources, but is not to be downcast. So is every error that an
/// `async` function with `yield_!` in it is told of.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    error: Option<&'a (dyn Error + Sync + 'static)>,
}

impl<'a> Failure<'a> {
    /// A failure with `error`, such as a test of an `exit` wants to tell it.
    #[must_use]
    pub const fn new(error: &'a (dyn Error + Sync + 'static)) -> Self {
        Self { error: Some(error) }
    }

    /// A failure whose error is unknown, as after `?` on a `None`.
    #[must_use]
    pub const fn without_error() -> Self {
        Self { error: None }
    }

    /// The error, where it is known.
    #[must_use]
    pub const fn error(&self) -> Option<&'a (dyn Error + 'static)> {
        match self.error {
            Some(error) => Some(error),
            None => None,
        }
    }
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error {
            Some(error) => write!(f, "failed: {error}"),
            None => f.write_str("failed"),
        }
    }
}
