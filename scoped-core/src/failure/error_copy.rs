//! A copy of what an error says.

use core::error::Error;
use core::fmt;

/// What an error says, and the errors that it wraps: what is left of it where the error itself cannot be lent.
///
/// It prints what the error prints. What it was made of is gone, so that it cannot be downcast.
pub struct ErrorCopy {
    #[cfg(feature = "alloc")]
    display: alloc::string::String,
    #[cfg(feature = "alloc")]
    debug: alloc::string::String,
    #[cfg(feature = "alloc")]
    source: Option<alloc::boxed::Box<ErrorCopy>>,
    /// Without an allocator there is none.
    #[cfg(not(feature = "alloc"))]
    none: core::convert::Infallible,
}

#[cfg(feature = "alloc")]
impl ErrorCopy {
    pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
        Self {
            display: alloc::string::ToString::to_string(error),
            debug: alloc::format!("{error:?}"),
            source: error
                .source()
                .map(|source| alloc::boxed::Box::new(Self::of(source))),
        }
    }
}

impl fmt::Display for ErrorCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[cfg(feature = "alloc")]
        return f.write_str(&self.display);
        #[cfg(not(feature = "alloc"))]
        match (f, self.none) {}
    }
}

impl fmt::Debug for ErrorCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[cfg(feature = "alloc")]
        return f.write_str(&self.debug);
        #[cfg(not(feature = "alloc"))]
        match (f, self.none) {}
    }
}

impl Error for ErrorCopy {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        #[cfg(feature = "alloc")]
        return match &self.source {
            Some(source) => Some(&**source),
            None => None,
        };
        #[cfg(not(feature = "alloc"))]
        match self.none {}
    }
}
