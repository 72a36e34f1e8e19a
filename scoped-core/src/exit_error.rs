//! The error of a stack.

use alloc::boxed::Box;
use core::error::Error;
use core::fmt;

type BoxError = Box<dyn Error + Send + Sync + 'static>;

/// What a manager in an [`ExitStack`](crate::ExitStack) has failed with, whatever its type is.
///
/// It prints what that prints and has its [`source`](Error::source), so `?` makes an `anyhow::Error` or a
/// `Box<dyn Error>` of it that reads the same. To an [`io::Error`](std::io::Error) it converts as well: one comes out as
/// it went in.
///
/// # Examples
///
#[cfg_attr(feature = "std", doc = "```")]
#[cfg_attr(not(feature = "std"), doc = "```ignore")]
/// use scoped_core::ExitError;
/// use std::io;
///
/// let error = ExitError::new(io::Error::from(io::ErrorKind::StorageFull));
/// assert_eq!(error.to_string(), "no storage space");
/// assert!(error.downcast_ref::<io::Error>().is_some());
/// assert_eq!(io::Error::from(error).kind(), io::ErrorKind::StorageFull);
/// ```
pub struct ExitError(BoxError);

impl ExitError {
    /// Of any error that can be sent to another thread, and of a `String` or `&str`.
    #[must_use]
    pub fn new(error: impl Into<BoxError>) -> Self {
        match error.into().downcast::<Self>() {
            Ok(inner) => *inner,
            Err(error) => Self(error),
        }
    }

    /// The error, if it is a `T`.
    #[must_use]
    pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }

    /// The error itself, if it is a `T`.
    ///
    /// # Errors
    ///
    /// This, if it is none.
    pub fn downcast<T: Error + 'static>(self) -> Result<T, Self> {
        match self.0.downcast() {
            Ok(error) => Ok(*error),
            Err(error) => Err(Self(error)),
        }
    }

    /// The error itself.
    #[must_use]
    pub fn into_inner(self) -> BoxError {
        self.0
    }

    /// The error itself, to be looked at.
    pub(crate) fn inner(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Debug for ExitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for ExitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Error for ExitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

#[cfg(feature = "std")]
impl From<ExitError> for std::io::Error {
    fn from(error: ExitError) -> Self {
        error
            .downcast()
            .unwrap_or_else(|error| Self::other(error.into_inner()))
    }
}
