//! How a body ended, as `exit` is told it.

use core::error::Error;
use core::fmt;

use crate::failure::ErrorCopy;

/// How the body of a block ended.
///
/// Python's `__exit__` is given `(type, value, traceback)` or three `None`; this is the same, with a
/// word for each way out.
///
/// `E` is the kind of error object that is lent. It is left out where `exit` does not await; what an `exit` is told
/// that awaits is an [`AsyncOutcome`].
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
#[non_exhaustive]
pub enum Outcome<'a, E: ErrorObject = AnyError> {
    /// The body reached its end with a value that is no `Err`, or left by `return`, `break` or `continue`.
    Completed,
    /// The body's value is an `Err`, it left by `return Err(..)`, or by `?`.
    Failed(Failure<'a, E>),
    /// The body panicked; unwinding goes on after `exit`.
    Panicked,
    /// The body was left by a jump that the macro could not see, because it stands in the expansion
    /// of another macro, or its future was dropped. Whether that is good or bad is not known, so it
    /// never counts as success.
    Unseen,
}

/// How the body of a block ended, as an `exit` is told it that awaits: an [`Outcome`] that can be sent to another
/// thread, with the future that holds it.
///
/// It lends the errors that can be sent there too. Of any other, such as a `Box<dyn Error>` without `Send + Sync`, it
/// lends a stand-in that prints the same, with the same sources, but is not to be downcast.
///
/// # Examples
///
/// ```
/// use scoped_core::{AsyncOutcome, Failure, Outcome};
///
/// let error = std::io::Error::other("no route");
/// let outcome: AsyncOutcome<'_> = Outcome::Failed(Failure::sendable(&error));
/// assert_eq!(outcome.to_string(), "failed: no route");
///
/// fn log(outcome: Outcome<'_>) -> String { outcome.to_string() }
/// assert_eq!(log(outcome.into()), "failed: no route");
/// ```
pub type AsyncOutcome<'a> = Outcome<'a, AnySendError>;

/// The kinds of error object that an outcome lends.
///
/// They are named by types without lifetimes, and not by that of the object: to know whether a task can be sent, rustc
/// forgets that the error in the type of a closure was `'static`, and would not find the closure to be one for outcomes
/// any more.
pub trait ErrorObject: sealed::Sealed + Sized {
    /// What is lent.
    #[doc(hidden)]
    type Object: fmt::Debug + fmt::Display + ?Sized + 'static;

    /// The error, whatever else is known of it.
    #[doc(hidden)]
    fn as_error(object: &Self::Object) -> &(dyn Error + 'static);
}

/// The error of an [`Outcome`]: any.
#[derive(Clone, Copy, Debug)]
pub enum AnyError {}

/// The error of an [`AsyncOutcome`]: one that can be sent to another thread.
#[derive(Clone, Copy, Debug)]
pub enum AnySendError {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AnyError {}
    impl Sealed for super::AnySendError {}
    impl Sealed for crate::failure::ErrorCopy {}
}

impl ErrorObject for AnyError {
    type Object = dyn Error + 'static;

    #[inline]
    fn as_error(object: &Self::Object) -> &(dyn Error + 'static) {
        object
    }
}

impl ErrorObject for AnySendError {
    type Object = dyn Error + Send + Sync + 'static;

    #[inline]
    fn as_error(object: &Self::Object) -> &(dyn Error + 'static) {
        object
    }
}

impl ErrorObject for ErrorCopy {
    type Object = Self;

    #[inline]
    fn as_error(object: &Self) -> &(dyn Error + 'static) {
        object
    }
}

/// The kinds of error object that can be downcast, because they are the error itself: all but an [`ErrorCopy`].
pub trait Downcast: ErrorObject {
    /// A copy of an error, as one of this kind.
    #[doc(hidden)]
    fn of_copy(copy: &ErrorCopy) -> &Self::Object;
}

impl Downcast for AnyError {
    fn of_copy(copy: &ErrorCopy) -> &Self::Object {
        copy
    }
}

impl Downcast for AnySendError {
    fn of_copy(copy: &ErrorCopy) -> &Self::Object {
        copy
    }
}

impl<E: ErrorObject> Outcome<'_, E> {
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
}

impl<'a, E: ErrorObject> Outcome<'a, E> {
    /// The error that the body failed with.
    ///
    /// `None` after a success, a panic or an unseen jump, after `?` on an `Option`, and where the
    /// error's type is no [`Error`].
    #[must_use]
    pub fn error(&self) -> Option<&'a (dyn Error + 'static)> {
        match self {
            Self::Failed(failure) => failure.error(),
            _ => None,
        }
    }
}

impl<'a, E: Downcast> Outcome<'a, E> {
    /// The error that the body failed with, if it is a `T`.
    ///
    /// To look through the errors that it wraps as well, use [`find`](Self::find).
    #[must_use]
    pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&'a T> {
        self.error()?.downcast_ref()
    }

    /// The first `T` among the error that the body failed with and, along
    /// [`source`](Error::source), the errors that it wraps. Errors in a `Box` or an `Arc`, what an
    /// [`io::Error`](std::io::Error) was made of, and what a manager in a stack failed with, hide from `source`; they are
    /// found, too.
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
    pub fn find<T: Error + 'static>(&self) -> Option<&'a T> {
        let mut error = self.error();
        while let Some(current) = error {
            if let Some(found) = current.downcast_ref().or_else(|| inside(current)) {
                return Some(found);
            }
            error = current.source();
        }
        None
    }
}

/// The `T` in an error whose `source` leaves out what it holds.
fn inside<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    #[cfg(feature = "alloc")]
    {
        if let Some(boxed) = error.downcast_ref::<alloc::boxed::Box<T>>() {
            return Some(boxed);
        }
        #[cfg(target_has_atomic = "ptr")]
        if let Some(shared) = error.downcast_ref::<alloc::sync::Arc<T>>() {
            return Some(shared);
        }
        if let Some(of_stack) = error.downcast_ref::<crate::ExitError>() {
            let held = of_stack.inner() as &(dyn Error + 'static);
            return held.downcast_ref().or_else(|| inside(held));
        }
    }
    #[cfg(feature = "std")]
    if let Some(custom) = error.downcast_ref::<std::io::Error>() {
        let custom = custom.get_ref()? as &(dyn Error + 'static);
        return custom.downcast_ref().or_else(|| inside(custom));
    }
    let _ = error;
    None
}

impl<E: ErrorObject> Clone for Outcome<'_, E> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: ErrorObject> Copy for Outcome<'_, E> {}

impl<E: ErrorObject> fmt::Debug for Outcome<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => f.write_str("Completed"),
            Self::Failed(failure) => f.debug_tuple("Failed").field(failure).finish(),
            Self::Panicked => f.write_str("Panicked"),
            Self::Unseen => f.write_str("Unseen"),
        }
    }
}

/// One or two words, and the error where there is one: `completed`, `failed: no such table`, `failed`,
/// `panicked`, `left unseen`.
impl<E: ErrorObject> fmt::Display for Outcome<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => f.write_str("completed"),
            Self::Failed(failure) => failure.fmt(f),
            Self::Panicked => f.write_str("panicked"),
            Self::Unseen => f.write_str("left unseen"),
        }
    }
}

impl<'a> From<AsyncOutcome<'a>> for Outcome<'a> {
    fn from(outcome: AsyncOutcome<'a>) -> Self {
        match outcome {
            Outcome::Completed => Self::Completed,
            Outcome::Failed(failure) => Self::Failed(failure.into()),
            Outcome::Panicked => Self::Panicked,
            Outcome::Unseen => Self::Unseen,
        }
    }
}

/// With the copy as its error, which cannot be downcast.
impl<'a, E: Downcast> From<Outcome<'a, ErrorCopy>> for Outcome<'a, E> {
    fn from(outcome: Outcome<'a, ErrorCopy>) -> Self {
        match outcome {
            Outcome::Completed => Self::Completed,
            Outcome::Failed(failure) => Self::Failed(Failure {
                error: failure.error.map(E::of_copy),
            }),
            Outcome::Panicked => Self::Panicked,
            Outcome::Unseen => Self::Unseen,
        }
    }
}

/// A failure of the body: with its error, where the error's type lets itself be seen.
///
/// `with!` sees errors that implement [`Error`], and what lends one through `Deref`:
/// `anyhow::Error`, `eyre::Report`, `Box<dyn Error>` and the like. A `String`, or an enum that is no
/// [`Error`], is a failure without an error object.
pub struct Failure<'a, E: ErrorObject = AnyError> {
    error: Option<&'a E::Object>,
}

/// A failure of the body, as an [`AsyncOutcome`] tells it.
pub type AsyncFailure<'a> = Failure<'a, AnySendError>;

impl<'a> Failure<'a> {
    /// A failure with `error`, such as a test of an `exit` wants to tell it.
    #[must_use]
    pub const fn new(error: &'a (dyn Error + 'static)) -> Self {
        Self { error: Some(error) }
    }

    /// A failure whose error is unknown, as after `?` on a `None`.
    #[must_use]
    pub const fn without_error() -> Self {
        Self { error: None }
    }
}

impl<'a> AsyncFailure<'a> {
    /// A failure with `error`, such as a test of an `exit` wants to tell it that awaits.
    #[must_use]
    pub const fn sendable(error: &'a (dyn Error + Send + Sync + 'static)) -> Self {
        Self { error: Some(error) }
    }
}

impl<'a, E: ErrorObject> Failure<'a, E> {
    /// A failure with `error`, where there is one.
    #[inline]
    pub(crate) const fn with(error: Option<&'a E::Object>) -> Self {
        Self { error }
    }
}

impl<'a, E: ErrorObject> Failure<'a, E> {
    /// The error, where it is known.
    #[must_use]
    pub fn error(&self) -> Option<&'a (dyn Error + 'static)> {
        match self.error {
            Some(error) => Some(E::as_error(error)),
            None => None,
        }
    }
}

/// A failure whose error is unknown.
impl<E: ErrorObject> Default for Failure<'_, E> {
    fn default() -> Self {
        Self { error: None }
    }
}

impl<E: ErrorObject> Clone for Failure<'_, E> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: ErrorObject> Copy for Failure<'_, E> {}

impl<E: ErrorObject> fmt::Debug for Failure<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("error", &self.error)
            .finish()
    }
}

impl<E: ErrorObject> fmt::Display for Failure<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error {
            Some(error) => write!(f, "failed: {error}"),
            None => f.write_str("failed"),
        }
    }
}

impl<'a> From<AsyncFailure<'a>> for Failure<'a> {
    fn from(failure: AsyncFailure<'a>) -> Self {
        Self {
            error: failure.error(),
        }
    }
}
